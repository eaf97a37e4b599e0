// Kills a process that writes to a store, at random moments, again and again: whatever it was answered must be there,
// and no batch may be there in part.
//   store_kill ROUNDS SEED [LOCATION]      LOCATION: else a file in a folder of its own
#include <cstdio>
#include <cstdlib>
#include <map>
#include <random>
#include <string>

#include <sys/wait.h>
#include <unistd.h>
#include <csignal>

#include "support/folder.hpp"
#include "ward/blocklist_store.hpp"

using namespace ward;

namespace {

constexpr std::size_t kBatch = 7;
constexpr char kList[] = "a";

std::string item_text(long batch, std::size_t i) { return std::to_string(batch) + '/' + std::to_string(i); }

[[noreturn]] void fail(const std::string& why) {
    std::fprintf(stderr, "store_kill: %s\n", why.c_str());
    std::exit(1);
}

BlocklistStore open(const std::string& location) {
    auto store = BlocklistStore::open({.location = location});
    if (!store) fail(store.error().message);
    if (auto made = store->create_or_update_list(kList); !made) fail(made.error().message);
    return *store;
}

// What the writer says of a batch: that it begins to add or remove it, that it was answered.
enum class Word : char { adds = 'a', added = 'A', removes = 'r', removed = 'R' };

void say(Word word, long batch) {
    const std::string line = static_cast<char>(word) + std::to_string(batch) + '\n';
    if (write(STDOUT_FILENO, line.data(), line.size()) < 0) std::exit(1);
}

// Adds batches for ever, and removes every third one again.
int write_batches(const std::string& location, long batch) {
    const BlocklistStore store = open(location);
    for (;; ++batch) {
        std::vector<BlocklistItemDraft> items;
        for (std::size_t i = 0; i < kBatch; ++i) items.push_back({.text = item_text(batch, i)});
        say(Word::adds, batch);
        const auto added = store.add_items(kList, items);
        if (!added) fail(added.error().message);
        say(Word::added, batch);
        if (batch % 3 != 0) continue;
        std::vector<std::string_view> ids;
        for (const auto& item : *added) ids.push_back(item.id);
        say(Word::removes, batch);
        if (!store.remove_items(kList, ids)) fail("an item could not be removed");
        say(Word::removed, batch);
    }
}

enum class State { absent, present, unknown };
using Batches = std::map<long, State>;

// Runs a writer until `microseconds` after its first word, and notes what it said.
void run_writer(const std::string& location, unsigned microseconds, Batches& batches) {
    const std::string first = std::to_string(batches.empty() ? 0 : batches.rbegin()->first + 1);
    int ends[2];
    if (pipe(ends) != 0) fail("no pipe");
    const pid_t writer = fork();
    if (writer == 0) {
        dup2(ends[1], STDOUT_FILENO);
        close(ends[0]), close(ends[1]);
        execl("/proc/self/exe", "store_kill", "--write", location.c_str(), first.c_str(), nullptr);
        _exit(127);
    }
    close(ends[1]);
    FILE* const words = fdopen(ends[0], "r");
    char word = 0;
    long batch = 0;
    bool killed = false;
    while (std::fscanf(words, "%c%ld%*1[\n]", &word, &batch) == 2) {
        switch (static_cast<Word>(word)) {
            case Word::adds:
            case Word::removes: batches[batch] = State::unknown; break;
            case Word::added: batches[batch] = State::present; break;
            case Word::removed: batches[batch] = State::absent; break;
            default: fail("a word that no writer says");
        }
        if (killed) continue;
        usleep(microseconds);
        kill(writer, SIGKILL);
        killed = true;
    }
    std::fclose(words);
    int status = 0;
    waitpid(writer, &status, 0);
    if (!killed || !WIFSIGNALED(status)) fail("the writer ended by itself");
}

void check(const std::string& location, Batches& batches) {
    const BlocklistStore store = open(location);
    std::map<long, std::size_t> there;
    std::uint64_t items = 0;
    const auto told = store.export_items(kList, [&](const BlocklistItem& item) {
        ++there[std::strtol(item.text.c_str(), nullptr, 10)];
        return ++items, true;
    });
    if (!told) fail(told.error().message);
    if (store.find_list(kList)->items != items) fail("the count of items is wrong");
    for (auto& [batch, state] : batches) {
        const std::size_t count = there.contains(batch) ? there[batch] : 0;
        if (count != 0 && count != kBatch) fail("batch " + std::to_string(batch) + " is there in part");
        if (state == State::present && count == 0) fail("batch " + std::to_string(batch) + " is lost");
        if (state == State::absent && count != 0) fail("batch " + std::to_string(batch) + " came back");
        state = count == 0 ? State::absent : State::present;
    }
    for (const auto& [batch, count] : there)
        if (!batches.contains(batch)) fail("there is a batch that nobody wrote");
}

}  // namespace

int main(int argc, char** argv) {
    if (argc == 4 && std::string(argv[1]) == "--write") return write_batches(argv[2], std::atol(argv[3]));
    if (argc < 3) fail("usage: store_kill ROUNDS SEED [LOCATION]");
    const int rounds = std::atoi(argv[1]);
    std::mt19937 random(static_cast<unsigned>(std::atoi(argv[2])));
    const test::Folder folder;
    const std::string location = argc > 3 ? argv[3] : (folder / "lists.db").string();
    Batches batches;
    for (int round = 0; round < rounds; ++round) {
        run_writer(location, static_cast<unsigned>(random() % 60'000), batches);
        check(location, batches);
    }
    std::printf("seed %s: killed %d times in %zu batches; nothing is lost, nothing is there in part\n",
                argv[2], rounds, batches.size());
}
