#include <chrono>
#include <span>

#include "handles.hpp"
#include "limits.hpp"
#include "options.hpp"
#include "ward/category.hpp"

using ward::Category;
using ward::CategoryResult;
using ward::Result;
using ward::SeverityScale;
using ward::TextRequest;
using ward::TextResult;
using ward::TextSpan;
using ward::capi::Arguments;
using ward::capi::guard;
using ward::capi::make;
using ward::capi::to_c;

struct ward_text_batch {
    struct Answer {
        ward_text_result result;
        const ward_error* error = nullptr;  // owned, by ward_error_free()
    };

    std::vector<Answer> answers;

    ward_text_batch() = default;
    ward_text_batch(const ward_text_batch&) = delete;
    ward_text_batch& operator=(const ward_text_batch&) = delete;
    ~ward_text_batch() {
        for (const Answer& answer : answers) ward_error_free(const_cast<ward_error*>(answer.error));
    }
};

static_assert(WARD_CATEGORY_HATE == static_cast<int>(Category::hate) &&
              WARD_CATEGORY_SELF_HARM == static_cast<int>(Category::self_harm) &&
              WARD_CATEGORY_SEXUAL == static_cast<int>(Category::sexual) &&
              WARD_CATEGORY_VIOLENCE == static_cast<int>(Category::violence));
static_assert(WARD_SCALE_FOUR == static_cast<int>(SeverityScale::four) &&
              WARD_SCALE_EIGHT == static_cast<int>(SeverityScale::eight));

namespace {

constexpr std::size_t kFirstTextOptions = 64;  // 0.1

bool is_category(int32_t number) noexcept {
    return number >= 0 && static_cast<std::size_t>(number) < ward::kAllCategories.size();
}

/// A request without its text.
TextRequest text_request(const ward_text_options* given, Arguments& arguments) {
    const auto options = ward::capi::read_options(given, kFirstTextOptions, "options", arguments);
    arguments.array(options.categories, options.category_count, ward::kAllCategories.size(),
                    "options.categories");
    arguments.require(options.scale == WARD_SCALE_FOUR || options.scale == WARD_SCALE_EIGHT, "options.scale",
                      "must be one of WARD_SCALE_...");
    arguments.require(options.detect_attack == 0 || options.detect_attack == 1, "options.detect_attack",
                      "must be 0 or 1");
    arguments.require(options.reserved == 0, "options.reserved", "must be 0");
    arguments.array(options.blocklists, options.blocklist_count, ward::limits::kMaxBlocklistNames,
                    "options.blocklists");
    arguments.require(options.halt_on_blocklist_hit <= 1, "options.halt_on_blocklist_hit", "must be 0 or 1");
    TextRequest request;
    if (!arguments.ok()) return request;

    for (const int32_t number : std::span(options.categories, options.category_count)) {
        arguments.require(is_category(number), "options.categories",
                          "must hold numbers of WARD_CATEGORY_...");
        request.categories.push_back(static_cast<Category>(number));
    }
    request.blocklist_names =
        ward::capi::strings(options.blocklists, options.blocklist_count, "options.blocklists", arguments);
    request.halt_on_blocklist_hit = options.halt_on_blocklist_hit == 1;
    request.scale = static_cast<SeverityScale>(options.scale);
    request.detect_attack = options.detect_attack == 1;
    if (options.timeout_ms != 0)
        request.deadline = std::chrono::steady_clock::now() + std::chrono::milliseconds(options.timeout_ms);
    return request;
}

void deliver(Result<TextResult> answer, ward_text_callback done, void* user) noexcept {
    ward_text_result* result = nullptr;
    ward_error* error = nullptr;
    const ward_status status = guard(&error, [&]() -> Result<void> {
        if (!answer) return std::move(answer).error();
        result = make<ward_text_result>(*std::move(answer));
        return {};
    });
    done(status, result, error, user);
}

int32_t tell(const std::optional<TextSpan>& evidence, ward_span* span) noexcept {
    if (span != nullptr) *span = evidence ? to_c(*evidence) : ward_span{};
    return evidence ? 1 : 0;
}

const CategoryResult* at(const ward_text_result* result, size_t index) noexcept {
    return result != nullptr && index < result->result.categories.size() ? &result->result.categories[index]
                                                                         : nullptr;
}

const ward_text_batch::Answer* at(const ward_text_batch* batch, size_t index) noexcept {
    return batch != nullptr && index < batch->answers.size() ? &batch->answers[index] : nullptr;
}

}  // namespace

const char* ward_category_name(int32_t category) noexcept {
    // The names are literals, and so end in a NUL.
    return is_category(category) ? ward::name(static_cast<Category>(category)).data() : "";
}

ward_status ward_text_analyze(const ward_analyzer* analyzer, const char* text, size_t text_size,
                              const ward_text_options* options, ward_text_result** result,
                              ward_error** error) noexcept {
    return guard(error, [&]() -> Result<void> {
        Arguments arguments;
        arguments.output(result, "result");
        arguments.handle(analyzer, "analyzer");
        TextRequest request = text_request(options, arguments);
        request.text = arguments.string(text, text_size, "text");
        if (!arguments.ok()) return arguments.error();
        auto answer = analyzer->analyzer.analyze(request);
        if (!answer) return std::move(answer).error();
        *result = make<ward_text_result>(*std::move(answer));
        return {};
    });
}

ward_status ward_text_analyze_batch(const ward_analyzer* analyzer, const ward_string* texts, size_t count,
                                    const ward_text_options* options, ward_text_batch** batch,
                                    ward_error** error) noexcept {
    return guard(error, [&]() -> Result<void> {
        Arguments arguments;
        arguments.output(batch, "batch");
        arguments.handle(analyzer, "analyzer");
        const TextRequest common = text_request(options, arguments);
        arguments.array(texts, count, ward::capi::kMaxBatchTexts, "texts");
        if (!arguments.ok()) return arguments.error();
        std::vector<TextRequest> requests(count, common);
        for (std::size_t i = 0; i < count; ++i)
            requests[i].text = arguments.string(texts[i].data, texts[i].size, "texts");
        if (!arguments.ok()) return arguments.error();

        auto made = std::make_unique<ward_text_batch>();
        made->answers.resize(count);
        auto answers = analyzer->analyzer.analyze_batch(requests);
        for (std::size_t i = 0; i < count; ++i) {
            if (answers[i]) made->answers[i].result = ward_text_result(*std::move(answers[i]));
            else made->answers[i].error = ward::capi::make_error(answers[i].error());
        }
        *batch = made.release();
        return {};
    });
}

ward_status ward_text_analyze_async(const ward_analyzer* analyzer, const char* text, size_t text_size,
                                    const ward_text_options* options, ward_text_callback done, void* user,
                                    ward_error** error) noexcept {
    return guard(error, [&]() -> Result<void> {
        Arguments arguments;
        arguments.handle(analyzer, "analyzer");
        arguments.require(done != nullptr, "done", "must not be NULL");
        TextRequest request = text_request(options, arguments);
        request.text = arguments.string(text, text_size, "text");
        if (!arguments.ok()) return arguments.error();
        analyzer->analyzer.analyze_async(
            request, [done, user](Result<TextResult> answer) { deliver(std::move(answer), done, user); });
        return {};
    });
}

size_t ward_text_result_count(const ward_text_result* result) noexcept {
    return result == nullptr ? 0 : result->result.categories.size();
}

int32_t ward_text_result_category(const ward_text_result* result, size_t index) noexcept {
    const CategoryResult* category = at(result, index);
    return category == nullptr ? -1 : static_cast<int32_t>(category->category);
}

int32_t ward_text_result_severity(const ward_text_result* result, size_t index) noexcept {
    const CategoryResult* category = at(result, index);
    return category == nullptr ? -1 : category->severity;
}

float ward_text_result_at_least(const ward_text_result* result, size_t index, int32_t severity) noexcept {
    const CategoryResult* category = at(result, index);
    if (category == nullptr || severity < 1 || severity > static_cast<int32_t>(category->at_least.size()))
        return -1;
    return category->at_least[static_cast<std::size_t>(severity - 1)];
}

int32_t ward_text_result_evidence(const ward_text_result* result, size_t index, ward_span* span) noexcept {
    const CategoryResult* category = at(result, index);
    return tell(category == nullptr ? std::nullopt : category->evidence, span);
}

int32_t ward_text_result_attack(const ward_text_result* result) noexcept {
    if (result == nullptr || !result->result.attack) return -1;
    return result->result.attack->detected ? 1 : 0;
}

float ward_text_result_attack_score(const ward_text_result* result) noexcept {
    return result == nullptr || !result->result.attack ? -1 : result->result.attack->score;
}

int32_t ward_text_result_attack_evidence(const ward_text_result* result, ward_span* span) noexcept {
    return tell(result == nullptr || !result->result.attack ? std::nullopt : result->result.attack->evidence,
                span);
}

void ward_text_result_free(ward_text_result* result) noexcept { delete result; }

size_t ward_text_batch_count(const ward_text_batch* batch) noexcept {
    return batch == nullptr ? 0 : batch->answers.size();
}

ward_status ward_text_batch_status(const ward_text_batch* batch, size_t index) noexcept {
    const auto* answer = at(batch, index);
    return answer == nullptr ? WARD_E_INVALID_ARGUMENT : ward_error_status(answer->error);
}

const ward_text_result* ward_text_batch_result(const ward_text_batch* batch, size_t index) noexcept {
    const auto* answer = at(batch, index);
    return answer == nullptr || answer->error != nullptr ? nullptr : &answer->result;
}

const ward_error* ward_text_batch_error(const ward_text_batch* batch, size_t index) noexcept {
    const auto* answer = at(batch, index);
    return answer == nullptr ? nullptr : answer->error;
}

void ward_text_batch_free(ward_text_batch* batch) noexcept { delete batch; }
