/// @file
/// Text in, a severity per harm category and a prompt-attack verdict out.
#pragma once

#include <array>
#include <chrono>
#include <cstddef>
#include <functional>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "ward/blocklist_store.hpp"
#include "ward/category.hpp"
#include "ward/model_registry.hpp"
#include "ward/result.hpp"
#include "ward/text_span.hpp"

namespace ward {

/// Which models an Analyzer asks. Names and versions are those of ModelRegistry::find().
struct AnalyzerOptions {
    std::string severity_model = "text-severity";
    std::string severity_version = "latest";
    std::string attack_model = "prompt-attack";
    std::string attack_version = "latest";

    /// The lists that requests may name.
    std::optional<BlocklistStore> blocklists = std::nullopt;
};

struct TextRequest {
    /// 0 to limits::kMaxTextCodePoints code points of well-formed UTF-8; U+0000 is legal. Only read during the
    /// call, also by analyze_async().
    std::string_view text = {};

    /// What to judge, in the order of the answer; a category named twice is answered once. Empty stands for all
    /// four in their usual order.
    std::vector<Category> categories = {};

    SeverityScale scale = SeverityScale::four;

    /// Also say whether the text attacks the instructions of an assistant that reads it.
    bool detect_attack = false;

    /// Lists of AnalyzerOptions::blocklists to look for in the text, up to limits::kMaxBlocklistNames. Only read
    /// during the call.
    std::vector<std::string_view> blocklist_names = {};

    /// When a list is hit, that is the whole answer: no model is asked.
    bool halt_on_blocklist_hit = false;

    /// Refuse with Errc::deadline_exceeded instead of starting the model after this moment.
    std::optional<std::chrono::steady_clock::time_point> deadline = std::nullopt;
};

struct CategoryResult {
    Category category = Category::hate;

    /// 0..7 (eight) or 0, 2, 4, 6 (four).
    int severity = 0;

    /// P(severity >= 1) ... P(severity >= 7), 0..1, never rising, of the window that was judged worst.
    std::array<float, 7> at_least{};

    /// That window: with the shipped models a text of up to about 35 words is one. Nothing while the severity told
    /// is 0.
    std::optional<TextSpan> evidence = std::nullopt;
};

struct AttackResult {
    bool detected = false;
    float score = 0;                                  ///< 0..1, of the worst window
    std::optional<TextSpan> evidence = std::nullopt;  ///< that window, when detected
};

struct TextResult {
    std::vector<CategoryResult> categories;             ///< in the request's order
    std::optional<AttackResult> attack = std::nullopt;  ///< when the request asked for it, and was not halted

    /// The first place of each item that is in the text, as BlocklistStore::match() orders them. When the request was
    /// halted by them, `categories` is empty.
    std::vector<BlocklistHit> blocklist_hits = {};
};

/// Judges texts. Concurrent calls share the registry's workers: rows that wait together run in one batch, and a
/// lone request never waits for company. Equal texts get equal severities however they are batched.
/// @par Threads  thread-safe; all calls are const. Create it after a fork, not before.
class Analyzer {
public:
    /// Finds the models and loads them.
    /// @errors those of ModelRegistry::preload(); pack_invalid with the pack as target when a model does not give
    ///   what this class needs (four ladders of seven, or one attack probability).
    static Result<Analyzer> create(const ModelRegistry& registry, const AnalyzerOptions& options = {});

    /// Judges one text and waits for the answer.
    /// @errors invalid_utf8, text_too_long (target "text"); overloaded, deadline_exceeded, model_failed; those of
    ///   BlocklistStore::match().
    Result<TextResult> analyze(const TextRequest& request) const;

    /// Judges many texts; answers in their order. One text's error is no other's. A batch larger than the queue
    /// waits for room as its own texts are answered.
    std::vector<Result<TextResult>> analyze_batch(std::span<const TextRequest> requests) const;

    using Callback = std::function<void(Result<TextResult>)>;

    /// Returns at once; `done` is called exactly once, from a worker thread, or from this call when the answer
    /// needs no model. It must not block, for it holds a worker up, and must not throw. When the last Analyzer
    /// and ModelRegistry that share the workers go, texts that still wait are answered with Errc::cancelled first.
    void analyze_async(const TextRequest& request, Callback done) const;

    ~Analyzer();
    Analyzer(Analyzer&&) noexcept;
    Analyzer& operator=(Analyzer&&) noexcept;

private:
    struct State;
    explicit Analyzer(std::shared_ptr<const State> state);

    std::shared_ptr<const State> state_;
};

}  // namespace ward
