// ModelRegistry on the shipped packs, and on files that are none.
#include "ward/model_registry.hpp"

#include <catch2/catch.hpp>

#include "model/manifest.hpp"
#include "support/folder.hpp"
#include "ward/analyzer.hpp"

using namespace ward;
namespace fs = std::filesystem;

namespace {

const fs::path kPacks = WARD_TEST_PACKS;
const char* const kTrunk = "minilm-l6-1.0.0.pt";
const char* const kHead = "prompt-attack-1.0.0.pt";

ModelRegistry open(const std::string& folder, Precision precision = Precision::automatic) {
    return ModelRegistry::open({.pack_folder = folder, .device = "cpu", .precision = precision}).value();
}

// All shipped packs but one, which has `content` instead.
void copy_packs(const test::Folder& folder, const std::string& but, const std::string& content) {
    for (const auto& file : fs::directory_iterator(kPacks))
        if (file.path().filename() != but)
            fs::create_symlink(file.path(), folder / file.path().filename().string());
    folder.write(but, content);
}

}  // namespace

TEST_CASE("the shipped packs are listed without being loaded") {
    const auto registry = open(kPacks.string());
    CHECK(registry.problems().empty());
    const auto models = registry.list();
    CHECK(registry.find("minilm-l6").value().trunks.empty());
    CHECK(registry.find("text-severity").value().trunks == std::vector<std::string>{"minilm-l6"});
    CHECK(models.size() >= 3);
    for (const auto& model : models) {
        CHECK_FALSE(model.loaded);
        CHECK(model.file_bytes > 0);
    }
    CHECK(registry.device() == "cpu");
}

TEST_CASE("preload loads a model and its trunk, unload lets it go, and it loads again when needed") {
    const auto registry = open(kPacks.string());
    REQUIRE(registry.preload("prompt-attack"));
    CHECK(registry.find("prompt-attack").value().loaded);
    CHECK(registry.find("minilm-l6").value().loaded);
    CHECK_FALSE(registry.find("text-severity").value().loaded);

    const auto analyzer = Analyzer::create(registry).value();
    REQUIRE(registry.unload("minilm-l6"));
    CHECK_FALSE(registry.find("minilm-l6").value().loaded);
    CHECK(analyzer.analyze({.text = "Lovely weather"}));
    CHECK(registry.find("minilm-l6").value().loaded);
}

TEST_CASE("precision is chosen, and half the bytes of a weight are half the memory") {
    const auto full = open(kPacks.string(), Precision::fp32), half = open(kPacks.string(), Precision::bf16);
    REQUIRE(full.preload("minilm-l6"));
    REQUIRE(half.preload("minilm-l6"));
    CHECK(full.find("minilm-l6").value().precision == Precision::fp32);
    CHECK(half.find("minilm-l6").value().precision == Precision::bf16);
    CHECK(full.find("minilm-l6").value().memory_bytes == 2 * half.find("minilm-l6").value().memory_bytes);
}

TEST_CASE("a device that is not there, or is no device, is refused") {
    CHECK(ModelRegistry::open({.pack_folder = kPacks.string(), .device = "cuda:99"}).error().code ==
          Errc::device_unavailable);
    for (const char* device : {"", "gpu", "cuda:", "cuda:x", "cuda:-1", "cuda:1x", "CPU"})
        CHECK(ModelRegistry::open({.pack_folder = kPacks.string(), .device = device}).error().code ==
              Errc::invalid_argument);
}

TEST_CASE("a pack cut short is told as unreadable, wherever it is cut") {
    const std::string whole = test::read_file(kPacks / kHead);
    for (const std::size_t size :
         {std::size_t{0}, std::size_t{1}, std::size_t{100}, whole.size() / 2, whole.size() - 1}) {
        const test::Folder folder;
        copy_packs(folder, kHead, whole.substr(0, size));
        const auto registry = open(folder.string());
        REQUIRE(registry.problems().size() == 1);
        CHECK(registry.problems()[0].code == Errc::pack_unreadable);
        CHECK(registry.problems()[0].target == kHead);
        CHECK(Analyzer::create(registry).error().code == Errc::pack_unreadable);
    }
}

TEST_CASE("a damaged pack is told when it is loaded, and the process lives") {
    std::string damaged = test::read_file(kPacks / kHead);
    const auto at = damaged.find("PK\x03\x04", damaged.size() / 2);
    REQUIRE(at != std::string::npos);
    damaged.replace(at, 4, "XXXX");
    const test::Folder folder;
    copy_packs(folder, kHead, damaged);
    const auto analyzer = Analyzer::create(open(folder.string()));
    REQUIRE_FALSE(analyzer);
    CHECK(analyzer.error().code == Errc::pack_unreadable);
}

TEST_CASE("an archive without a manifest is foreign, and text is no archive") {
    const test::Folder folder;
    folder.write("notes.pt", "this is a note\n");
    std::string renamed = test::read_file(kPacks / kHead);
    for (auto at = renamed.find("ward.json"); at != std::string::npos; at = renamed.find("ward.json", at))
        renamed.replace(at, 9, "mard.json");
    folder.write("other.pt", renamed);
    const auto problems = open(folder.string()).problems();
    REQUIRE(problems.size() == 2);
    CHECK(problems[0].code == Errc::pack_unreadable);
    CHECK(problems[1].code == Errc::pack_foreign);
}

TEST_CASE("a pack of another schema is told as such") {
    const test::Folder folder;
    std::string newer = test::read_file(kPacks / kHead);
    const auto at = newer.find("\"schema\": 1");
    REQUIRE(at != std::string::npos);
    newer.replace(at, 11, "\"schema\": 7");
    folder.write(kHead, newer);
    const auto problems = open(folder.string()).problems();
    REQUIRE(problems.size() == 1);
    // The archive's checksum is of the old text, so either finding is right.
    CHECK((problems[0].code == Errc::pack_version || problems[0].code == Errc::pack_unreadable));
}

TEST_CASE("an analyzer refuses models that do not give what it needs") {
    const auto registry = open(kPacks.string());
    CHECK(Analyzer::create(registry, {.severity_model = "prompt-attack"}).error().code == Errc::pack_invalid);
    CHECK(Analyzer::create(registry, {.attack_model = "text-severity"}).error().code == Errc::pack_invalid);
    CHECK(Analyzer::create(registry, {.severity_model = "minilm-l6"}).error().code == Errc::pack_invalid);
    CHECK(Analyzer::create(registry, {.severity_model = "none"}).error().code == Errc::model_not_found);
    CHECK(Analyzer::create(registry, {.severity_version = "9.0.0"}).error().code == Errc::version_not_found);
}
