// The blocklist matcher on arbitrary bytes: it must stay within the text, tell the same through every scan kernel,
// and agree with the naive matcher where a list is neither loose nor has regexes.
// Input: a byte of options, terms each ended by 0x01, then, after 0x02, the text.
#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <string_view>
#include <vector>

#include "blocklist/gram_filter.hpp"
#include "blocklist/matcher.hpp"
#include "matcher_oracle.hpp"

using namespace ward::blocklist;

namespace {

constexpr std::size_t kMaxTerms = 32;

void check(bool ok) {
    if (!ok) std::abort();
}

struct Input {
    ListOptions options;
    bool regexes = false;
    std::vector<Term> terms;
    std::string_view text;
};

Input parse(std::string_view bytes) {
    Input input;
    if (bytes.empty()) return input;
    const auto flags = static_cast<unsigned char>(bytes[0]);
    input.options = {.whole_words = (flags & 1) != 0, .loose = (flags & 2) != 0};
    input.regexes = (flags & 4) != 0;
    const std::size_t end = std::min(bytes.find('\x02'), bytes.size());
    input.text = bytes.substr(std::min(end + 1, bytes.size()));
    std::string_view list = bytes.substr(1, end - 1);
    while (!list.empty() && input.terms.size() < kMaxTerms) {
        const std::size_t stop = std::min(list.find('\x01'), list.size());
        Term term{
            .item = input.terms.size(), .text = std::string(list.substr(0, stop)), .regex = input.regexes};
        if (check_term(term, input.options)) input.terms.push_back(std::move(term));
        list.remove_prefix(std::min(stop + 1, list.size()));
    }
    return input;
}

}  // namespace

// NOLINTNEXTLINE(readability-identifier-naming): libFuzzer's name
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    const Input input = parse({reinterpret_cast<const char*>(data), size});
    const auto matcher = Matcher::build(input.terms, input.options).value();
    for (const Report report : {Report::every, Report::first_per_item}) {
        std::vector<Hit> first, hits;
        matcher->match(input.text, report, first);
        for (const Hit& hit : first)
            check(hit.begin_bytes < hit.end_bytes && hit.end_bytes <= input.text.size() &&
                  hit.item < input.terms.size());
        for (const ScanKernel& kernel : ScanKernels()) {
            if (!kernel.runs_here()) continue;
            scan_kernel() = &kernel;
            matcher->match(input.text, report, hits);
            check(hits == first);
        }
        if (!input.options.loose && !input.regexes)
            check(first == oracle::match(input.terms, input.options, input.text, report));
    }
    return 0;
}
