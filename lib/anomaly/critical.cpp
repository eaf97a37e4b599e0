#include "anomaly/critical.hpp"

#include <array>
#include <atomic>
#include <cmath>
#include <limits>

#include <boost/math/distributions/students_t.hpp>

#include "ward/limits.hpp"

namespace ward::anomaly {
namespace {

float compute(std::size_t count, double alpha) {
    namespace policies = boost::math::policies;
    using Policy =
        policies::policy<policies::promote_double<false>, policies::domain_error<policies::ignore_error>,
                         policies::overflow_error<policies::ignore_error>,
                         policies::evaluation_error<policies::ignore_error>>;
    if (count < 3) return std::numeric_limits<float>::quiet_NaN();
    const auto n = static_cast<double>(count);
    const double p = 1 - double{static_cast<float>(alpha)} / n;
    const double t = quantile(boost::math::students_t_distribution<double, Policy>(n - 2), p);
    return static_cast<float>(t * (n - 1) / std::sqrt((n - 2 + t * t) * n));
}

// Filled series are up to twice as long as given ones. 0: not computed yet.
std::array<std::atomic<float>, 2 * limits::kMaxSeriesPoints + 1> remembered{};

}  // namespace

float critical_value(std::size_t count, double alpha) {
    if (alpha != kUsualAlpha || count >= remembered.size()) return compute(count, alpha);
    float value = remembered[count].load(std::memory_order_relaxed);
    if (value != 0) return value;
    value = compute(count, alpha);
    remembered[count].store(value, std::memory_order_relaxed);
    return value;
}

}  // namespace ward::anomaly
