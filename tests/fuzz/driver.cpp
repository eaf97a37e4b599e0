// Runs a fuzz target without libFuzzer, so that every compiler and every test run has it:
//   TARGET [--runs=N] [--seed=N] FILE-OR-FOLDER...
// First each file as it is, then N seeded mutations of them. A failure prints the seed and the run to repeat it.
#include <algorithm>
#include <charconv>
#include <cinttypes>
#include <csignal>
#include <cstddef>
#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <random>
#include <string>
#include <string_view>
#include <system_error>
#include <vector>

// NOLINTNEXTLINE(readability-identifier-naming): libFuzzer's name
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size);

namespace {

using Bytes = std::vector<std::uint8_t>;

// Told by the signal handler, which may do little else.
char g_where[128] = "before the first run";

void on_abort(int) {
    std::fputs("failed at ", stderr);
    std::fputs(g_where, stderr);
    std::fputc('\n', stderr);
}

void run(const Bytes& bytes) {
    // Without spare capacity, so that AddressSanitizer sees a read past the end.
    const Bytes exact(bytes.begin(), bytes.end());
    LLVMFuzzerTestOneInput(exact.data(), exact.size());
}

std::vector<Bytes> load(const std::vector<std::filesystem::path>& paths) {
    std::vector<std::filesystem::path> files;
    for (const auto& path : paths) {
        if (!std::filesystem::is_directory(path)) {
            files.push_back(path);
            continue;
        }
        for (const auto& entry : std::filesystem::recursive_directory_iterator(path))
            if (entry.is_regular_file()) files.push_back(entry.path());
    }
    std::ranges::sort(files);
    std::vector<Bytes> corpus;
    for (const auto& file : files) {
        std::ifstream in(file, std::ios::binary);
        corpus.emplace_back(std::istreambuf_iterator<char>(in), std::istreambuf_iterator<char>());
        std::snprintf(g_where, sizeof g_where, "%s", file.filename().c_str());
        run(corpus.back());
    }
    return corpus;
}

class Mutator {
public:
    explicit Mutator(std::uint64_t seed, const std::vector<Bytes>& corpus) : random_(seed), corpus_(corpus) {}

    Bytes next() {
        Bytes bytes = corpus_[below(corpus_.size())];
        for (std::size_t edits = 1 + below(4); edits > 0; --edits) edit(bytes);
        return bytes;
    }

private:
    std::size_t below(std::size_t bound) { return bound == 0 ? 0 : random_() % bound; }

    std::uint8_t byte() {
        // Mostly bytes that mean something to a text format.
        static constexpr char kTelling[] = "{}[]:,\"\\u09aefE+-. \ntn\0\x1f\x80\xBF\xC3\xED\xF0\xFF";
        if (below(4) == 0) return static_cast<std::uint8_t>(random_());
        return static_cast<std::uint8_t>(kTelling[below(sizeof kTelling)]);
    }

    void edit(Bytes& bytes) {
        const auto at = static_cast<std::ptrdiff_t>(below(bytes.size() + 1));
        const auto length =
            static_cast<std::ptrdiff_t>(below(bytes.size() - static_cast<std::size_t>(at) + 1));
        switch (below(6)) {
            case 0: bytes.insert(bytes.begin() + at, byte()); break;
            case 1:
                bytes.erase(bytes.begin() + at, bytes.begin() + at + std::min<std::ptrdiff_t>(length, 8));
                break;
            case 2:
                if (at < std::ssize(bytes)) bytes[static_cast<std::size_t>(at)] = byte();
                break;
            case 3:
                if (at < std::ssize(bytes))
                    bytes[static_cast<std::size_t>(at)] ^= static_cast<std::uint8_t>(1u << below(8));
                break;
            case 4: bytes.resize(static_cast<std::size_t>(at)); break;
            default: splice(bytes, at); break;
        }
    }

    void splice(Bytes& bytes, std::ptrdiff_t at) {
        const Bytes& other = corpus_[below(corpus_.size())];
        const auto from = static_cast<std::ptrdiff_t>(below(other.size() + 1));
        const auto count = std::min<std::ptrdiff_t>(std::ssize(other) - from, 64);
        bytes.insert(bytes.begin() + at, other.begin() + from, other.begin() + from + count);
    }

    std::mt19937_64 random_;
    const std::vector<Bytes>& corpus_;
};

bool option(std::string_view argument, std::string_view name, std::uint64_t& value) {
    if (!argument.starts_with(name)) return false;
    argument.remove_prefix(name.size());
    return std::from_chars(argument.data(), argument.data() + argument.size(), value).ec == std::errc();
}

}  // namespace

int main(int argc, char** argv) {
    std::uint64_t runs = 0;
    std::uint64_t seed = std::random_device{}();
    std::vector<std::filesystem::path> paths;
    for (int i = 1; i < argc; ++i) {
        if (!option(argv[i], "--runs=", runs) && !option(argv[i], "--seed=", seed))
            paths.emplace_back(argv[i]);
    }
    std::signal(SIGABRT, on_abort);
    const std::vector<Bytes> corpus = load(paths);
    if (corpus.empty()) return std::fputs("no corpus\n", stderr), 2;

    std::printf("%zu files, then %" PRIu64 " mutations with --seed=%" PRIu64 "\n", corpus.size(), runs, seed);
    std::fflush(stdout);
    Mutator mutator(seed, corpus);
    for (std::uint64_t i = 0; i < runs; ++i) {
        std::snprintf(g_where, sizeof g_where, "--seed=%" PRIu64 " --runs=%" PRIu64, seed, i + 1);
        run(mutator.next());
    }
    return 0;
}
