/// @file
/// The blocklist matcher beside Hyperscan, one thread, in turns:
///
///     bench_blocklist TEXT [WORDS] [--terms=10000,100000] [--message=1000] [--rounds=9] [--seed=1] [--shortest=5]
///
/// TEXT is cut into messages; the terms are made from WORDS (Debian's wamerican-huge), --shortest bytes at least.
/// Rates are medians of the thread's CPU time over the rounds; the ratio is the median of the rounds' own. Beyond
/// 200,000 terms the matcher is alone. Then the same with an eighth of the text as a way to see short lists, and
/// what a reader keeps of its rate while a writer adds 1,000 items a second.
#include <CLI/CLI.hpp>
#include <algorithm>
#include <atomic>
#include <chrono>
#include <cstdio>
#include <ctime>
#include <fstream>
#include <functional>
#include <iterator>
#include <memory>
#include <optional>
#include <thread>

#include "blocklist/live_matcher.hpp"
#include "blocklist_peer.hpp"
#include "blocklist_terms.hpp"

namespace {

using namespace ward;
using namespace ward::blocklist;
using bench::Hyperscan;

constexpr std::size_t kPeerTerms = 200'000;

double cpu_seconds() {
    timespec now{};
    clock_gettime(CLOCK_THREAD_CPUTIME_ID, &now);
    return static_cast<double>(now.tv_sec) + 1e-9 * static_cast<double>(now.tv_nsec);
}

double time(const std::function<void()>& work) {
    const double begin = cpu_seconds();
    work();
    return cpu_seconds() - begin;
}

double median(std::vector<double> values) {
    std::ranges::sort(values);
    return values.empty() ? 0 : values[values.size() / 2];
}

struct Messages {
    std::vector<std::string_view> pieces;
    double megabytes = 0;
};

struct Measured {
    std::size_t hits = 0;
    std::vector<double> rates;  // MB/s, by round
};

template <class Engine, class Hits>
void measure(const Engine& engine, const Messages& messages, Hits& hits, Measured& measured) {
    measured.hits = 0;
    const double seconds = time([&] {
        for (const auto message : messages.pieces) {
            engine(message, hits);
            measured.hits += hits.size();
        }
    });
    measured.rates.push_back(messages.megabytes / seconds);
}

void compare(const std::vector<Term>& terms, const Messages& messages, int rounds) {
    std::shared_ptr<const Matcher> matcher;
    std::optional<Hyperscan> peer;
    const double build = time([&] { matcher = Matcher::build(terms, {}).value(); });
    double peer_build = 0;
    if (terms.size() <= kPeerTerms) peer_build = time([&] { peer.emplace(terms); });

    Measured ours, theirs;
    std::vector<Hit> hits;
    std::vector<Hyperscan::Found> found;
    std::vector<double> ratios;
    for (int round = 0; round < rounds; ++round) {
        measure([&](auto text, auto& out) { matcher->match(text, Report::every, out); }, messages, hits,
                ours);
        if (!peer) continue;
        measure([&](auto text, auto& out) { peer->match(text, out); }, messages, found, theirs);
        ratios.push_back(ours.rates.back() / theirs.rates.back());
    }
    std::printf("%8zu terms  ward %6.0f MB/s  build %6.3f s  %6.1f MB  %.1f hits/KB", terms.size(),
                median(ours.rates), build, 1e-6 * static_cast<double>(matcher->memory_bytes()),
                1e-3 * static_cast<double>(ours.hits) / messages.megabytes);
    if (peer)
        std::printf("   hyperscan %5.0f MB/s  build %6.3f s  %6.1f MB   ratio %.2f  build %.1f%s",
                    median(theirs.rates), peer_build, 1e-6 * static_cast<double>(peer->memory_bytes()),
                    median(ratios), peer_build / build, ours.hits == theirs.hits ? "" : "  HITS DIFFER");
    std::printf("\n");
    std::fflush(stdout);
}

// Messages a reader matches in a second of its own CPU time.
double read_for(const LiveMatcher& list, const Messages& messages, double seconds) {
    std::vector<Hit> hits;
    std::size_t done = 0;
    const double begin = cpu_seconds();
    double spent = 0;
    while (spent < seconds) {
        for (int i = 0; i < 64; ++i, ++done)
            list.snapshot()->match(messages.pieces[done % messages.pieces.size()], Report::every, hits);
        spent = cpu_seconds() - begin;
    }
    return static_cast<double>(done) / spent;
}

void read_while_writing(const std::vector<Term>& terms, const std::vector<Term>& more,
                        const Messages& messages, int rounds) {
    const auto list = LiveMatcher::create(terms, {}).value();
    std::atomic<bool> writing{false}, stop{false};
    std::atomic<double> slowest{0};
    std::atomic<std::size_t> added{0};
    std::thread writer([&] {
        using namespace std::chrono;
        auto next = steady_clock::now();
        for (std::size_t i = 0; !stop; std::this_thread::sleep_until(next += 1ms)) {
            if (!writing) {
                next = steady_clock::now();
                continue;
            }
            Term term = more[i++ % more.size()];
            term.item += terms.size() + i;
            const auto begin = steady_clock::now();
            if (!list->edit({&term, 1}, {})) std::abort();
            ++added;
            slowest = std::max(slowest.load(), duration<double>(steady_clock::now() - begin).count());
        }
    });
    std::vector<double> ratios;
    double writes = 0;
    for (int round = 0; round < rounds; ++round) {
        const double alone = read_for(*list, messages, 0.5);
        writing = true;
        const auto before = added.load();
        const auto begin = std::chrono::steady_clock::now();
        ratios.push_back(read_for(*list, messages, 0.5) / alone);
        writes = static_cast<double>(added - before) /
                 std::chrono::duration<double>(std::chrono::steady_clock::now() - begin).count();
        writing = false;
    }
    stop = true;
    writer.join();
    std::printf(
        "%8zu terms  a reader keeps %.0f %% of its rate beside %.0f edits/s, of which the slowest took %.2f "
        "ms\n",
        terms.size(), 100 * median(ratios), writes, 1e3 * slowest);
}

}  // namespace

int main(int argc, char** argv) {
    std::string text_path, words_path = "/usr/share/dict/american-english-huge";
    std::vector<std::size_t> counts = {10'000, 100'000, 1'000'000};
    std::size_t message = 1000, shortest = 5;
    std::uint64_t seed = 1;
    int rounds = 9;
    CLI::App app("The blocklist matcher beside Hyperscan");
    app.add_option("text", text_path)->required()->check(CLI::ExistingFile);
    app.add_option("words", words_path)->check(CLI::ExistingFile);
    app.add_option("--terms", counts)->delimiter(',');
    app.add_option("--message", message);
    app.add_option("--shortest", shortest);
    app.add_option("--rounds", rounds);
    app.add_option("--seed", seed);
    CLI11_PARSE(app, argc, argv);

    std::ifstream file(text_path, std::ios::binary);
    const std::string text(std::istreambuf_iterator<char>(file), {});
    Messages messages{bench::cut(text, message), 0};
    for (const auto piece : messages.pieces) messages.megabytes += 1e-6 * static_cast<double>(piece.size());
    const auto words = bench::read_words(words_path);
    for (const std::size_t count : counts)
        compare(bench::make_terms(words, count, shortest, seed), messages, rounds);
    const auto more = bench::make_terms(words, 50'000, shortest, seed + 1);
    for (const std::size_t count : counts)
        if (count <= kPeerTerms)
            read_while_writing(bench::make_terms(words, count, shortest, seed), more, messages, rounds);
}
