#include "ward/analyzer.hpp"

#include <future>
#include <utility>

#include "base/batch.hpp"
#include "base/categories.hpp"
#include "base/utf8.hpp"
#include "model/runtime.hpp"
#include "text/judge.hpp"
#include "text/windows.hpp"
#include "text/wordpiece.hpp"

namespace ward {
namespace {

constexpr std::size_t kMaxUtf8Bytes = 4;  // of one code point

Error too_long() {
    return {Errc::text_too_long,
            "The text has more than " + std::to_string(limits::kMaxTextCodePoints) +
                " code points; send it in parts",
            "text"};
}

Result<void> check(const TextRequest& request) {
    // What cannot fit is refused unread.
    if (request.text.size() > limits::kMaxTextCodePoints * kMaxUtf8Bytes) return too_long();
    const auto code_points = base::count_code_points(request.text);
    if (!code_points) return Error{Errc::invalid_utf8, "The text is not well-formed UTF-8", "text"};
    if (*code_points > limits::kMaxTextCodePoints) return too_long();
    if (request.deadline && *request.deadline < std::chrono::steady_clock::now())
        return Error{Errc::deadline_exceeded, "The deadline passed before the model started; allow more time",
                     ""};
    return {};
}

// What is left to do for a request once its windows are scored. Holds nothing that keeps the workers alive.
struct Answer {
    std::shared_ptr<const text::Judge> judge;
    std::vector<Category> categories;
    SeverityScale scale;
    bool detect_attack;
    std::vector<BlocklistHit> hits;
    std::vector<TextSpan> spans;

    // `outputs`: the severity head's, then the attack head's if it was asked; without windows, nothing.
    TextResult operator()(const model::Job::Outputs& outputs) {
        static const model::Matrix kNone;
        TextResult result;
        result.blocklist_hits = std::move(hits);
        for (const Category category : categories)
            result.categories.push_back(
                judge->category(category, scale, spans.empty() ? kNone : outputs[0], spans));
        if (detect_attack) result.attack = judge->attack(spans.empty() ? kNone : outputs[1], spans);
        return result;
    }
};

Result<model::Pack*> trunk_of(model::Runtime& runtime, const model::Pack& head) {
    auto trunks = runtime.trunks_of(head);
    if (!trunks) return std::move(trunks).error();
    if (trunks->size() != 1 || !trunks->front()->manifest.text())
        return Error{Errc::pack_invalid, "The model must read one text trunk; name a head of one trunk",
                     head.manifest.name};
    return trunks->front();
}

}  // namespace

struct Analyzer::State {
    std::shared_ptr<model::Runtime> runtime;
    model::Pack* trunk = nullptr;
    model::Pack* severity = nullptr;
    model::Pack* attack = nullptr;
    std::shared_ptr<const text::Judge> judge;
    std::optional<text::WordPiece> tokenizer;
    std::optional<BlocklistStore> blocklists;

    Result<void> find_models(const AnalyzerOptions& options);
    Result<void> read_vocabulary();
    Result<void> try_models() const;
    Result<model::Job> make_job(bool detect_attack) const;
    Result<std::vector<BlocklistHit>> match_blocklists(const TextRequest& request) const;
    void submit(const TextRequest& request, Callback done) const;
    base::Pending<TextResult> start(const TextRequest& request) const;
};

Result<void> Analyzer::State::find_models(const AnalyzerOptions& options) {
    auto found = runtime->find(options.severity_model, options.severity_version);
    if (!found) return std::move(found).error();
    severity = *found;
    found = runtime->find(options.attack_model, options.attack_version);
    if (!found) return std::move(found).error();
    attack = *found;
    found = trunk_of(*runtime, *severity);
    if (!found) return std::move(found).error();
    trunk = *found;
    found = trunk_of(*runtime, *attack);
    if (!found) return std::move(found).error();
    if (trunk != *found)
        return Error{Errc::pack_invalid, "Both models must read the same trunk; choose versions that do",
                     attack->manifest.name};
    auto made = text::Judge::create(severity->manifest, attack->manifest);
    if (!made) return std::move(made).error();
    judge = std::make_shared<const text::Judge>(*std::move(made));
    return {};
}

Result<void> Analyzer::State::read_vocabulary() {
    const model::TextInput& input = *trunk->manifest.text();
    auto vocabulary = runtime->read_file(*trunk, input.vocabulary);
    if (!vocabulary) return std::move(vocabulary).error();
    // A text must not be able to end its own sequence by spelling "[SEP]".
    auto made = text::WordPiece::create(
        *vocabulary, {.lowercase = input.lowercase, .special_tokens = text::SpecialTokens::literal});
    if (!made) return std::move(made).error();
    tokenizer = *std::move(made);
    return {};
}

// One short row through every model, so that packs that do not fit together fail here and not at a request.
Result<void> Analyzer::State::try_models() const {
    auto job = make_job(true);
    if (!job) return std::move(job).error();
    job->rows = {{tokenizer->cls_id(), tokenizer->sep_id()}};
    std::promise<Result<model::Job::Outputs>> promise;
    job->done = [&promise](Result<model::Job::Outputs> outputs) { promise.set_value(std::move(outputs)); };
    runtime->scheduler().submit(*std::move(job));
    auto outputs = promise.get_future().get();
    if (!outputs) return std::move(outputs).error();
    return {};
}

// A job without rows; the models load here if they are not.
Result<model::Job> Analyzer::State::make_job(bool detect_attack) const {
    model::Job job;
    auto model = runtime->model_of(*trunk);
    if (!model) return std::move(model).error();
    job.trunk = *std::move(model);
    for (model::Pack* head : {severity, detect_attack ? attack : nullptr}) {
        if (!head) continue;
        model = runtime->model_of(*head);
        if (!model) return std::move(model).error();
        job.heads.push_back(*std::move(model));
    }
    return job;
}

Result<std::vector<BlocklistHit>> Analyzer::State::match_blocklists(const TextRequest& request) const {
    if (request.blocklist_names.empty()) return std::vector<BlocklistHit>();
    if (!blocklists) {
        return Error{Errc::blocklist_not_found,
                     "There are no blocklists here; name none, or give the analyzer a store",
                     "blocklistNames[0]"};
    }
    return blocklists->match(request.blocklist_names, request.text);
}

// The one way of a text: the sync, batch and callback forms differ in how they wait.
void Analyzer::State::submit(const TextRequest& request, Callback done) const {
    if (auto checked = check(request); !checked) return done(std::move(checked).error());
    auto categories = base::asked_categories(request.categories);
    if (!categories) return done(std::move(categories).error());
    auto hits = match_blocklists(request);
    if (!hits) return done(std::move(hits).error());
    if (request.halt_on_blocklist_hit && !hits->empty())
        return done(TextResult{.categories = {}, .blocklist_hits = *std::move(hits)});

    Answer answer{judge, *std::move(categories), request.scale, request.detect_attack, *std::move(hits), {}};
    auto windows = text::cut_windows(request.text, *tokenizer, *trunk->manifest.text());
    if (windows.empty()) return done(answer({}));

    auto job = make_job(request.detect_attack);
    if (!job) return done(std::move(job).error());
    for (text::Window& window : windows) {
        job->rows.push_back(std::move(window.tokens));
        answer.spans.push_back(window.span);
    }
    job->deadline = request.deadline;
    job->done = [answer = std::move(answer),
                 done = std::move(done)](Result<model::Job::Outputs> outputs) mutable {
        if (outputs) done(answer(*outputs));
        else done(std::move(outputs).error());
    };
    runtime->scheduler().submit(*std::move(job));
}

base::Pending<TextResult> Analyzer::State::start(const TextRequest& request) const {
    auto promise = std::make_shared<std::promise<Result<TextResult>>>();
    auto future = promise->get_future().share();
    submit(request, [promise](Result<TextResult> result) { promise->set_value(std::move(result)); });
    return future;
}

Analyzer::Analyzer(std::shared_ptr<const State> state) : state_(std::move(state)) {}
Analyzer::~Analyzer() = default;
Analyzer::Analyzer(Analyzer&&) noexcept = default;
Analyzer& Analyzer::operator=(Analyzer&&) noexcept = default;

Result<Analyzer> Analyzer::create(const ModelRegistry& registry, const AnalyzerOptions& options) {
    auto state = std::make_shared<State>();
    state->runtime = registry.runtime_;
    state->blocklists = options.blocklists;
    if (auto found = state->find_models(options); !found) return std::move(found).error();
    if (auto read = state->read_vocabulary(); !read) return std::move(read).error();
    if (auto tried = state->try_models(); !tried) return std::move(tried).error();
    return Analyzer(std::move(state));
}

Result<TextResult> Analyzer::analyze(const TextRequest& request) const {
    return state_->start(request).get();
}

std::vector<Result<TextResult>> Analyzer::analyze_batch(std::span<const TextRequest> requests) const {
    return base::answer_batch<TextResult>(
        requests, requests.size(), [this](const TextRequest& request) { return state_->start(request); });
}

void Analyzer::analyze_async(const TextRequest& request, Callback done) const {
    state_->submit(request, std::move(done));
}

}  // namespace ward
