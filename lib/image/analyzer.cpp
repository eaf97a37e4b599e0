#include "ward/image_analyzer.hpp"

#include <algorithm>
#include <atomic>
#include <future>
#include <new>
#include <thread>
#include <utility>

#include "base/batch.hpp"
#include "base/categories.hpp"
#include "image/codec/decode.hpp"
#include "image/passages.hpp"
#include "image/text_reader.hpp"
#include "image/visual.hpp"
#include "model/runtime.hpp"

namespace ward {
namespace {

// What a picture takes of the queue, as tokens of text that cost about as much time.
constexpr std::size_t kTokensToSee = 256, kTokensToRead = 1024;

// A picture while it waits and runs. It keeps models, but not the workers, alive.
struct Work {
    std::vector<std::byte> kept;  // a copy of the picture, when the caller's may go
    std::span<const std::byte> bytes;
    std::vector<Category> categories;
    std::optional<std::chrono::steady_clock::time_point> deadline;
    image::VisualModels visual;
    std::optional<image::TextModels> reading;
};

// A picture's answer under way: what was seen, and judgements of what was read as they come. Whoever stores the last
// part answers.
class Answer {
public:
    using Callback = ImageAnalyzer::Callback;

    explicit Answer(Callback done) : done_(std::move(done)) {}

    // Comes first. The judgements that it calls for must be stored, and finish() be called.
    void store(Result<ImageResult> seen) {
        if (seen) passages_ = image::find_passages(seen->lines);
        seen_ = std::move(seen);
        judged_.resize(passages_.size());
        left_ = passages_.size() + 1;
    }

    void store(std::size_t passage, Result<TextResult> judged) {
        judged_[passage] = std::move(judged);
        finish();
    }

    void finish() {
        if (left_.fetch_sub(1, std::memory_order_acq_rel) == 1) done_(join());
    }

    std::span<const image::Passage> passages() const noexcept { return passages_; }

private:
    // In the order of the passages, whichever was judged first.
    Result<ImageResult> join() {
        if (!*seen_) return *std::move(seen_);
        for (std::size_t i = 0; i < passages_.size(); ++i) {
            if (!*judged_[i]) return std::move(*judged_[i]).error();
            image::add_text(passages_[i], **judged_[i], (*seen_)->categories);
        }
        return *std::move(seen_);
    }

    const Callback done_;
    std::optional<Result<ImageResult>> seen_;
    std::vector<image::Passage> passages_;
    std::vector<std::optional<Result<TextResult>>> judged_;
    std::atomic<std::size_t> left_{1};
};

std::vector<ImageCategoryResult> seen_categories(const image::Findings& findings,
                                                 std::span<const Category> categories) {
    std::vector<ImageCategoryResult> results;
    for (const Category category : categories) {
        ImageCategoryResult& result = results.emplace_back();
        result.category = category;
        if (const auto& finding = findings[static_cast<std::size_t>(category)]) {
            result.severity = on_scale(finding->severity, SeverityScale::four);
            result.at_least = finding->at_least;
        }
    }
    return results;
}

Error closed() {
    return {Errc::cancelled,
            "The registry was closed before the answer; keep it until all calls are answered", ""};
}

}  // namespace

struct ImageAnalyzer::State : std::enable_shared_from_this<State> {
    State(std::shared_ptr<model::Runtime> shared, image::VisualJudge judge, image::TextReader words,
          Analyzer judge_of_text)
        : runtime(std::move(shared)),
          visual(std::move(judge)),
          reader(std::move(words)),
          text(std::move(judge_of_text)) {}

    const std::shared_ptr<model::Runtime> runtime;
    const image::VisualJudge visual;
    const image::TextReader reader;
    const Analyzer text;

    Result<void> try_models() const;
    Result<Work> make_work(const ImageRequest& request) const;
    void submit(Result<Work> work, Callback done) const;
    base::Pending<ImageResult> start(const ImageRequest& request) const;
    Result<ImageResult> see(const Work& work) const;
    void judge_text(const Work& work, const std::shared_ptr<Answer>& answer) const;
};

// Errors that the header of the picture shows are told before anything waits.
Result<Work> ImageAnalyzer::State::make_work(const ImageRequest& request) const {
    auto categories = base::asked_categories(request.categories);
    if (!categories) return std::move(categories).error();
    if (auto header = image::read_header(request.bytes); !header) return std::move(header).error();
    auto visual_models = visual.models(*runtime, *categories);
    if (!visual_models) return std::move(visual_models).error();
    Work work{{}, request.bytes, *std::move(categories), request.deadline, *std::move(visual_models), {}};
    if (!request.read_text) return work;
    auto text_models = reader.models(*runtime);
    if (!text_models) return std::move(text_models).error();
    work.reading = *std::move(text_models);
    return work;
}

// The one way of a picture: the sync, batch and callback forms differ in how they wait. State and models are let go
// before the answer is given, for it may be what lets the host end.
void ImageAnalyzer::State::submit(Result<Work> made, Callback done) const {
    if (!made) return done(std::move(made).error());
    auto work = std::make_shared<const Work>(*std::move(made));
    auto answer = std::make_shared<Answer>(std::move(done));
    model::Task task{
        .tokens = kTokensToSee + (work->reading ? kTokensToRead : 0), .deadline = work->deadline, .run = {}};
    task.run = [weak = weak_from_this(), work, answer](Result<void> go) mutable {
        if (!go) {
            answer->store(std::move(go).error());
        } else if (const auto state = weak.lock()) {
            answer->store(state->see(*work));
            state->judge_text(*work, answer);
        } else {
            answer->store(closed());
        }
        work.reset();
        answer->finish();
    };
    work.reset();
    runtime->scheduler().submit(std::move(task));
}

Result<ImageResult> ImageAnalyzer::State::see(const Work& work) const try {
    const std::uint32_t for_text = work.reading ? reader.longest_needed() : 0;
    auto picture = image::decode(
        work.bytes, {.limits = {}, .longest_needed = std::max(for_text, work.visual.longest_needed())});
    if (!picture) return std::move(picture).error();
    auto findings = work.visual.look(*picture);
    if (!findings) return std::move(findings).error();
    ImageResult result{picture->size.width,
                       picture->size.height,
                       picture->format,
                       seen_categories(*findings, work.categories),
                       {}};
    if (!work.reading) return result;
    auto lines = reader.read(*picture, *work.reading);
    if (!lines) return std::move(lines).error();
    result.lines = *std::move(lines);
    return result;
} catch (const std::bad_alloc&) {
    return Error{Errc::out_of_memory, "Memory ran out; send less at a time", ""};
}

void ImageAnalyzer::State::judge_text(const Work& work, const std::shared_ptr<Answer>& answer) const {
    for (std::size_t i = 0; i < answer->passages().size(); ++i)
        text.analyze_async(
            {.text = answer->passages()[i].text, .categories = work.categories, .deadline = work.deadline},
            [answer, i](Result<TextResult> judged) { answer->store(i, std::move(judged)); });
}

// A grey picture through every model, so that packs that do not fit together fail here and not at a request.
Result<void> ImageAnalyzer::State::try_models() const {
    auto visual_models = visual.models(*runtime, kAllCategories);
    if (!visual_models) return std::move(visual_models).error();
    auto text_models = reader.models(*runtime);
    if (!text_models) return std::move(text_models).error();
    std::promise<Result<void>> promise;
    runtime->scheduler().submit(
        model::Task{.tokens = 1, .deadline = {}, .run = [&](Result<void> go) {
                        constexpr std::uint32_t kSide = 64;
                        image::Picture grey{ImageFormat::png, {kSide, kSide}, 1, image::Pixels(kSide, kSide)};
                        std::ranges::fill(grey.pixels.rgb, std::uint8_t{128});
                        if (auto seen = go ? visual_models->look(grey) : go.error(); !seen)
                            go = std::move(seen).error();
                        else go = reader.try_models(grey, *text_models);
                        promise.set_value(std::move(go));
                    }});
    return promise.get_future().get();
}

base::Pending<ImageResult> ImageAnalyzer::State::start(const ImageRequest& request) const {
    auto promise = std::make_shared<std::promise<Result<ImageResult>>>();
    auto future = promise->get_future().share();
    submit(make_work(request),
           [promise](Result<ImageResult> result) { promise->set_value(std::move(result)); });
    return future;
}

ImageAnalyzer::ImageAnalyzer(std::shared_ptr<const State> state) : state_(std::move(state)) {}
ImageAnalyzer::~ImageAnalyzer() = default;
ImageAnalyzer::ImageAnalyzer(ImageAnalyzer&&) noexcept = default;
ImageAnalyzer& ImageAnalyzer::operator=(ImageAnalyzer&&) noexcept = default;

Result<ImageAnalyzer> ImageAnalyzer::create(const ModelRegistry& registry,
                                            const ImageAnalyzerOptions& options) {
    model::Runtime& runtime = *registry.runtime_;
    auto visual = image::VisualJudge::create(runtime, options.visual_models);
    if (!visual) return std::move(visual).error();
    auto reader = image::TextReader::create(runtime, options.text_detector, options.text_recognizer);
    if (!reader) return std::move(reader).error();
    auto text = Analyzer::create(registry, options.text);
    if (!text) return std::move(text).error();
    auto state = std::make_shared<const State>(registry.runtime_, *std::move(visual), *std::move(reader),
                                               *std::move(text));
    if (auto tried = state->try_models(); !tried) return std::move(tried).error();
    return ImageAnalyzer(std::move(state));
}

Result<ImageResult> ImageAnalyzer::analyze(const ImageRequest& request) const {
    return state_->start(request).get();
}

// No more at once than keep the workers busy: each holds its pixels, and its text must find room in the queue.
std::vector<Result<ImageResult>> ImageAnalyzer::analyze_batch(std::span<const ImageRequest> requests) const {
    const std::size_t most = 4 * std::size_t{std::max(1U, std::thread::hardware_concurrency())};
    return base::answer_batch<ImageResult>(
        requests, most, [this](const ImageRequest& request) { return state_->start(request); });
}

void ImageAnalyzer::analyze_async(const ImageRequest& request, Callback done) const {
    auto work = state_->make_work(request);
    if (work) {
        work->kept.assign(request.bytes.begin(), request.bytes.end());
        work->bytes = work->kept;
    }
    state_->submit(std::move(work), std::move(done));
}

}  // namespace ward
