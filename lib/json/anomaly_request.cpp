#include "json/anomaly_request.hpp"

#include <charconv>
#include <cmath>
#include <limits>
#include <utility>

#include "ward/json/error_body.hpp"
#include "ward/limits.hpp"

namespace ward::json {
namespace {

constexpr std::size_t kAnyNumber = std::numeric_limits<std::size_t>::max();

/// A member of any type, to be judged when its turn comes. `null` also stands for absent.
struct Scalar {
    Kind kind = Kind::null;
    double number = 0;
    std::string_view text = {};

    bool given() const noexcept { return kind != Kind::null; }
    bool is_number() const noexcept { return kind == Kind::number && std::isfinite(number); }
    std::optional<int> integer() const noexcept {
        const bool fits = is_number() && std::abs(number) <= std::numeric_limits<int>::max();
        if (!fits || number != std::trunc(number)) return std::nullopt;
        return static_cast<int>(number);
    }
};

Result<void> read_scalar(Value& value, Scalar& out) {
    auto kind = value.kind();
    if (!kind) return std::move(kind).error();
    out.kind = *kind;
    switch (*kind) {
        case Kind::number: return store(value.number(), out.number);
        case Kind::string: return store(value.string(), out.text);
        default: return value.skip();
    }
}

/// A point as it was written.
struct RawPoint {
    Scalar timestamp, value;
};

struct RawSeries {
    bool given = false;
    bool is_array = false;
    std::size_t count = 0;
    std::vector<RawPoint> points;  // no more than one above the limit
    std::optional<std::size_t> malformed;
};

Result<void> read_series(Value& value, RawSeries& series) {
    series.given = true;
    const auto kind = value.kind();
    if (!kind) return kind.error();
    series.is_array = *kind == Kind::array;
    if (!series.is_array) return value.skip();

    RawPoint point;
    const Member members[] = {
        {"timestamp", Presence::optional, [&](Value& each) { return read_scalar(each, point.timestamp); }},
        {"value", Presence::optional, [&](Value& each) { return read_scalar(each, point.value); }},
    };
    return value.array(kAnyNumber, [&](Value& element) -> Result<void> {
        const auto type = element.kind();
        if (!type) return type.error();
        const std::size_t index = series.count++;
        if (*type != Kind::object) {
            if (!series.malformed) series.malformed = index;
            return element.skip();
        }
        point = {};
        if (auto read = element.object(members); !read) return read;
        if (series.points.size() <= limits::kMaxSeriesPoints) series.points.push_back(point);
        return {};
    });
}

struct RawBody {
    Scalar granularity, custom_interval, period, max_anomaly_ratio, sensitivity, alpha, impute_mode,
        impute_value, fill_up_mode, fixed_value, boundary_version, stable_trend_window, threshold;
    RawSeries series;
};

Result<void> read_members(Reader& reader, std::string_view body, RawBody& raw) {
    const auto scalar = [](std::string_view name, Scalar& out) {
        return Member{name, Presence::optional, [&out](Value& value) { return read_scalar(value, out); }};
    };
    const Member members[] = {
        {"series", Presence::required, [&](Value& value) { return read_series(value, raw.series); }},
        scalar("granularity", raw.granularity),
        scalar("customInterval", raw.custom_interval),
        scalar("period", raw.period),
        scalar("maxAnomalyRatio", raw.max_anomaly_ratio),
        scalar("sensitivity", raw.sensitivity),
        scalar("alpha", raw.alpha),
        scalar("imputeMode", raw.impute_mode),
        scalar("imputeFixedValue", raw.impute_value),
        scalar("fillUpMode", raw.fill_up_mode),
        scalar("fixedValue", raw.fixed_value),
        scalar("boundaryVersion", raw.boundary_version),
        scalar("stableTrendWindow", raw.stable_trend_window),
        scalar("threshold", raw.threshold),
    };
    return reader.read(body, members);
}

Refusal refuse(std::string_view code, std::string message) { return {400, code, std::move(message)}; }

Refusal refuse_body(const Error& error, const RawBody& raw) {
    if (error.code == Errc::invalid_field && !raw.series.given)
        return refuse("RequiredSeries", "The 'series' field is required in request");
    if (error.code == Errc::invalid_field) return refuse("BadArgument", "The field " + error.message);
    const int status = http_status(error.code);
    return {status, status == 500 ? wire_code(error.code) : "InvalidJsonFormat",
            status == 500 ? "The request could not be served" : "The request " + error.message};
}

using Check = std::optional<Refusal>;

Check take_granularity(const Scalar& given, bool required, Granularity& out) {
    if (!given.given() && required)
        return refuse("RequiredGranularity", "The 'granularity' field is required in request");
    if (!given.given()) return std::nullopt;
    const auto known =
        given.kind == Kind::string ? granularity_from_name(given.text) : std::optional<Granularity>();
    if (known && !(required && *known == Granularity::none)) {
        out = *known;
        return std::nullopt;
    }
    return refuse(
        "InvalidGranularity",
        "The 'granularity' field can only be one of the following: yearly, monthly, weekly, daily, hourly, "
        "minutely, secondly, microsecond" +
            std::string(required ? "" : ", none"));
}

Check take_integer(const Scalar& given, std::string_view code, const char* message, int& out) {
    if (!given.given()) return std::nullopt;
    const auto integer = given.integer();
    if (!integer) return refuse(code, message);
    out = *integer;
    return std::nullopt;
}

Check take_integer(const Scalar& given, std::string_view code, const char* message, std::optional<int>& out) {
    int integer = 0;
    if (auto check = take_integer(given, code, message, integer)) return check;
    if (given.given()) out = integer;
    return std::nullopt;
}

template <class T>
Check take_number(const Scalar& given, const char* message, T& out) {
    if (!given.given()) return std::nullopt;
    if (!given.is_number()) return refuse("InvalidModelArgument", message);
    out = given.number;
    return std::nullopt;
}

std::optional<ImputeMode> impute_mode_of(const Scalar& given) {
    if (given.kind != Kind::string) return std::nullopt;
    if (given.text == "last") return ImputeMode::previous;
    if (given.text == "no") return ImputeMode::not_fill;
    return impute_mode_from_name(given.text);
}

Check take_impute_mode(const RawBody& raw, AnomalyOptions& out) {
    const bool legacy = !raw.impute_mode.given() && raw.fill_up_mode.given();
    const Scalar& given = legacy ? raw.fill_up_mode : raw.impute_mode;
    const Scalar& value = legacy ? raw.fixed_value : raw.impute_value;
    if (!given.given()) return std::nullopt;
    const auto mode = impute_mode_of(given);
    if (!mode)
        return refuse(
            legacy ? "InvalidFillUpMode" : "InvalidImputeMode",
            "The 'imputeMode' field should be one of the following: auto, previous, linear, fixed, zero, "
            "notFill");
    out.impute_mode = *mode;
    if (*mode != ImputeMode::fixed) return std::nullopt;
    if (!value.is_number())
        return refuse(legacy ? "InvalidFixedValue" : "InvalidImputeFixedValue",
                      "The 'imputeFixedValue' field must be a number");
    out.impute_value = value.number;
    return std::nullopt;
}

Check take_boundary_version(const Scalar& given, BoundaryVersion& out) {
    if (!given.given()) return std::nullopt;
    if (given.kind == Kind::string && given.text == "V1") return out = BoundaryVersion::v1, std::nullopt;
    if (given.kind == Kind::string && (given.text == "V2" || given.text == "V3")) return std::nullopt;
    return refuse("InvalidBoundaryVersion",
                  "The 'boundaryVersion' field can only be one of the following: V1, V2, V3");
}

/// What both kinds of request have.
template <class Options>
Check take_grid(const RawBody& raw, bool granularity_required, Options& out) {
    if (auto check = take_granularity(raw.granularity, granularity_required, out.granularity)) return check;
    if (auto check = take_integer(raw.custom_interval, "InvalidCustomInterval",
                                  "The 'customInterval' field must be an integer > 0", out.custom_interval))
        return check;
    return take_integer(raw.period, "InvalidPeriod", "The 'period' field must be an integer >= 0",
                        out.period);
}

/// The members' types; their ranges are create()'s, which looks at them in the same order, so it is asked in between.
Check take_options(const RawBody& raw, AnomalyOptions& out) {
    if (auto check = take_grid(raw, false, out)) return check;
    const auto in_range = [&]() -> Check {
        const auto made = AnomalyDetector::create(out);
        return made ? Check() : refuse_option(made.error());
    };
    if (auto check = in_range()) return check;
    if (auto check = take_number(raw.alpha, "The 'alpha' field must be a number > 0", out.alpha))
        return check;
    if (auto check = take_number(raw.max_anomaly_ratio,
                                 "The 'maxAnomalyRatio' field must be a number (0 < maxAnomalyRatio < 0.5)",
                                 out.max_anomaly_ratio))
        return check;
    if (auto check =
            take_integer(raw.sensitivity, "InvalidModelArgument",
                         "The 'sensitivity' field must be an integer between 0 and 99", out.sensitivity))
        return check;
    if (auto check = in_range()) return check;
    if (auto check = take_impute_mode(raw, out)) return check;
    if (auto check = in_range()) return check;
    return take_boundary_version(raw.boundary_version, out.boundary);
}

Check take_options(const RawBody& raw, ChangePointOptions& out) {
    if (auto check = take_grid(raw, true, out)) return check;
    const auto in_range = [&]() -> Check {
        const auto made = ChangePointDetector::create(out);
        return made ? Check() : refuse_option(made.error());
    };
    if (auto check = in_range()) return check;
    if (auto check = take_number(
            raw.threshold, "The 'threshold' field must be a number between 0.01 and 0.99", out.threshold))
        return check;
    if (auto check =
            take_integer(raw.stable_trend_window, "InvalidModelArgument",
                         "The 'stableTrendWindow' field must be an integer >= 3", out.stable_trend_window))
        return check;
    return in_range();
}

/// A number, or a number in a string: recorded clients send both.
std::optional<double> number_of(const Scalar& given) {
    if (given.kind == Kind::number) return given.number;
    if (given.kind != Kind::string) return std::nullopt;
    double value = 0;
    const char* const end = given.text.data() + given.text.size();
    const auto [stop, error] = std::from_chars(given.text.data(), end, value);
    if (error != std::errc() || stop != end || std::isnan(value)) return std::nullopt;
    return value;
}

Check take_series(const RawSeries& raw, bool timeless, std::vector<SeriesPoint>& out) {
    if (!raw.is_array) return refuse("BadArgument", "The 'series' field must be an array, and not null");
    const auto malformed = [](std::size_t index) {
        return refuse("BadArgument", "The 'timestamp' or 'value' at index " + std::to_string(index) +
                                         " is missing or malformed in the 'series' field");
    };
    if (raw.malformed) return malformed(*raw.malformed);
    out.resize(raw.points.size());
    for (std::size_t i = 0; i < out.size(); ++i) {
        const auto value = number_of(raw.points[i].value);
        if (!value) return malformed(i);
        out[i].value = *value;
        if (timeless) continue;
        const Scalar& timestamp = raw.points[i].timestamp;
        const auto time = timestamp.kind == Kind::string ? parse_time(timestamp.text) : std::nullopt;
        if (!time) return malformed(i);
        out[i].time = *time;
    }
    return std::nullopt;
}

template <class Options>
std::variant<AnomalyRequest, Refusal> take_body(const RawBody& raw) {
    AnomalyRequest out;
    Options options;
    if (auto check = take_options(raw, options)) return *std::move(check);
    if (auto check = take_series(raw.series, options.granularity == Granularity::none, out.series))
        return *std::move(check);
    out.options = options;
    return out;
}

}  // namespace

std::variant<AnomalyRequest, Refusal> read_anomaly_body(AnomalyOperation operation, std::string_view body) {
    Reader reader;
    RawBody raw;
    if (const auto read = read_members(reader, body, raw); !read) return refuse_body(read.error(), raw);
    return operation == AnomalyOperation::change_point ? take_body<ChangePointOptions>(raw)
                                                       : take_body<AnomalyOptions>(raw);
}

Refusal refuse_option(const Error& error) {
    const auto about = [&](std::string_view option) { return error.target == option; };
    const std::string_view code = about("granularity")        ? "InvalidGranularity"
                                  : about("customInterval")   ? "InvalidCustomInterval"
                                  : about("period")           ? "InvalidPeriod"
                                  : about("imputeMode")       ? "InvalidImputeMode"
                                  : about("imputeFixedValue") ? "InvalidImputeFixedValue"
                                                              : "InvalidModelArgument";
    return refuse(code, error.message);
}

Refusal refuse_series(const Error& error) {
    if (http_status(error.code) == 500)
        return {500, wire_code(error.code), "The request could not be served"};
    if (error.code == Errc::invalid_field) return refuse("BadArgument", error.message);
    return refuse(error.target == "series" ? "InvalidSeries" : "InvalidModelArgument", error.message);
}

}  // namespace ward::json
