#include "answers.hpp"
#include "handles.hpp"
#include "limits.hpp"
#include "options.hpp"
#include "requests.hpp"

using ward::Result;
using ward::SeverityScale;
using ward::TextRequest;
using ward::TextResult;
using ward::TextSpan;
using ward::capi::Arguments;
using ward::capi::guard;
using ward::capi::make;
using ward::capi::to_c;

struct ward_text_batch : ward::capi::Batch<ward_text_result> {};

static_assert(WARD_SCALE_FOUR == static_cast<int>(SeverityScale::four) &&
              WARD_SCALE_EIGHT == static_cast<int>(SeverityScale::eight));

namespace {

constexpr std::size_t kFirstTextOptions = 64;  // 0.1

/// A request without its text.
TextRequest text_request(const ward_text_options* given, Arguments& arguments) {
    const auto options = ward::capi::read_options(given, kFirstTextOptions, "options", arguments);
    TextRequest request;
    request.categories = ward::capi::read_categories(options.categories, options.category_count, arguments);
    arguments.require(options.scale == WARD_SCALE_FOUR || options.scale == WARD_SCALE_EIGHT, "options.scale",
                      "must be one of WARD_SCALE_...");
    arguments.require(options.detect_attack == 0 || options.detect_attack == 1, "options.detect_attack",
                      "must be 0 or 1");
    arguments.require(options.reserved == 0, "options.reserved", "must be 0");
    arguments.array(options.blocklists, options.blocklist_count, ward::limits::kMaxBlocklistNames,
                    "options.blocklists");
    arguments.require(options.halt_on_blocklist_hit <= 1, "options.halt_on_blocklist_hit", "must be 0 or 1");
    if (!arguments.ok()) return request;

    request.blocklist_names =
        ward::capi::strings(options.blocklists, options.blocklist_count, "options.blocklists", arguments);
    request.halt_on_blocklist_hit = options.halt_on_blocklist_hit == 1;
    request.scale = static_cast<SeverityScale>(options.scale);
    request.detect_attack = options.detect_attack == 1;
    request.deadline = ward::capi::deadline_after(options.timeout_ms);
    return request;
}

}  // namespace

ward_status ward_text_analyze(const ward_analyzer* analyzer, const char* text, size_t text_size,
                              const ward_text_options* options, ward_text_result** result,
                              ward_error** error) noexcept {
    return make(result, "result", error, [&](Arguments& arguments) -> Result<TextResult> {
        arguments.handle(analyzer, "analyzer");
        TextRequest request = text_request(options, arguments);
        request.text = arguments.string(text, text_size, "text");
        if (!arguments.ok()) return arguments.error();
        return analyzer->analyzer.analyze(request);
    });
}

ward_status ward_text_analyze_batch(const ward_analyzer* analyzer, const ward_string* texts, size_t count,
                                    const ward_text_options* options, ward_text_batch** batch,
                                    ward_error** error) noexcept {
    return make(batch, "batch", error, [&](Arguments& arguments) -> Result<ward_text_batch> {
        arguments.handle(analyzer, "analyzer");
        const TextRequest common = text_request(options, arguments);
        arguments.array(texts, count, ward::capi::kMaxBatch, "texts");
        if (!arguments.ok()) return arguments.error();
        std::vector<TextRequest> requests(count, common);
        for (std::size_t i = 0; i < count; ++i)
            requests[i].text = arguments.string(texts[i].data, texts[i].size, "texts");
        if (!arguments.ok()) return arguments.error();
        ward_text_batch made;
        made.fill(analyzer->analyzer.analyze_batch(requests));
        return made;
    });
}

ward_status ward_text_analyze_async(const ward_analyzer* analyzer, const char* text, size_t text_size,
                                    const ward_text_options* options, ward_text_callback done, void* user,
                                    ward_error** error) noexcept {
    return guard(error, [&](Arguments& arguments) -> Result<void> {
        arguments.handle(analyzer, "analyzer");
        arguments.handle(done, "done");
        TextRequest request = text_request(options, arguments);
        request.text = arguments.string(text, text_size, "text");
        if (!arguments.ok()) return arguments.error();
        analyzer->analyzer.analyze_async(request, [done, user](Result<TextResult> answer) {
            ward::capi::deliver(done, user, [&] { return std::move(answer); });
        });
        return {};
    });
}

size_t ward_text_result_count(const ward_text_result* result) noexcept {
    return result == nullptr ? 0 : result->result.categories.size();
}

int32_t ward_text_result_category(const ward_text_result* result, size_t index) noexcept {
    return ward::capi::category_number(result, index);
}

int32_t ward_text_result_severity(const ward_text_result* result, size_t index) noexcept {
    return ward::capi::severity(result, index);
}

float ward_text_result_at_least(const ward_text_result* result, size_t index, int32_t severity) noexcept {
    return ward::capi::at_least(result, index, severity);
}

int32_t ward_text_result_evidence(const ward_text_result* result, size_t index, ward_span* span) noexcept {
    const auto* category = ward::capi::category_at(result, index);
    return ward::capi::tell(category == nullptr ? std::nullopt : category->evidence, to_c, span);
}

int32_t ward_text_result_attack(const ward_text_result* result) noexcept {
    if (result == nullptr || !result->result.attack) return -1;
    return result->result.attack->detected ? 1 : 0;
}

float ward_text_result_attack_score(const ward_text_result* result) noexcept {
    return result == nullptr || !result->result.attack ? -1 : result->result.attack->score;
}

int32_t ward_text_result_attack_evidence(const ward_text_result* result, ward_span* span) noexcept {
    return ward::capi::tell(
        result == nullptr || !result->result.attack ? std::nullopt : result->result.attack->evidence, to_c,
        span);
}

void ward_text_result_free(ward_text_result* result) noexcept { delete result; }

size_t ward_text_batch_count(const ward_text_batch* batch) noexcept { return ward::capi::batch_count(batch); }

ward_status ward_text_batch_status(const ward_text_batch* batch, size_t index) noexcept {
    return ward::capi::batch_status(batch, index);
}

const ward_text_result* ward_text_batch_result(const ward_text_batch* batch, size_t index) noexcept {
    return ward::capi::batch_result(batch, index);
}

const ward_error* ward_text_batch_error(const ward_text_batch* batch, size_t index) noexcept {
    return ward::capi::batch_error(batch, index);
}

void ward_text_batch_free(ward_text_batch* batch) noexcept { delete batch; }
