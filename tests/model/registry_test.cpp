// What Runtime does with a folder of packs, on the fake backend. tests/torch/registry_test.cpp has the real files.
#include <catch2/catch.hpp>

#include "model/runtime.hpp"
#include "support/fake_backend.hpp"

using namespace ward;
using namespace test;

namespace {

std::shared_ptr<model::Runtime> open(const Folder& folder) {
    return model::Runtime::open({.pack_folder = folder.string()}, std::make_unique<FakeBackend>()).value();
}

}  // namespace

TEST_CASE("`latest` is the highest version, by number and not by spelling") {
    const Folder folder;
    for (const std::string version : {"1.9.0", "1.10.0", "1.2.0"})
        folder.write("trunk-" + version + ".pt", manifest_text("trunk", version, kTextInput));
    const auto runtime = open(folder);
    CHECK(runtime->find("trunk", "latest").value()->manifest.version.text() == "1.10.0");
    CHECK(runtime->find("also-trunk", "1.2.0").value()->manifest.version.text() == "1.2.0");
    CHECK(runtime->packs().front()->manifest.version.text() == "1.2.0");
}

TEST_CASE("an unknown name and an unknown version are told apart") {
    const Folder folder;
    folder.write("trunk-1.0.0.pt", manifest_text("trunk", "1.0.0", kTextInput));
    const auto runtime = open(folder);
    CHECK(runtime->find("other", "latest").error().code == Errc::model_not_found);
    CHECK(runtime->find("trunk", "2.0.0").error().code == Errc::version_not_found);
    CHECK(runtime->find("trunk", "newest").error().code == Errc::version_not_found);
}

TEST_CASE("a broken file leaves the others usable, and asking for it says what is wrong") {
    const Folder folder;
    folder.write("trunk-1.0.0.pt", manifest_text("trunk", "1.0.0", kTextInput));
    folder.write("head-1.0.0.pt", "");
    folder.write("notes.txt", "not a pack");
    const auto runtime = open(folder);
    CHECK(runtime->packs().size() == 1);
    REQUIRE(runtime->problems().size() == 1);
    CHECK(runtime->problems()[0].target == "head-1.0.0.pt");
    CHECK(runtime->find("head", "latest").error().code == Errc::pack_unreadable);
    CHECK(runtime->find("hea", "latest").error().code == Errc::model_not_found);
}

TEST_CASE("two files of one model and version are both refused") {
    const Folder folder;
    folder.write("a.pt", manifest_text("trunk", "1.0.0", kTextInput));
    folder.write("b.pt", manifest_text("trunk", "1.0.0", kTextInput));
    folder.write("c.pt", manifest_text("trunk", "2.0.0", kTextInput));
    const auto runtime = open(folder);
    CHECK(runtime->problems().size() == 2);
    CHECK(runtime->packs().size() == 1);
}

TEST_CASE("a folder that is not there is an error, an empty one is not") {
    const Folder folder;
    CHECK(open(folder)->packs().empty());
    const auto missing =
        model::Runtime::open({.pack_folder = folder.string() + "/no"}, std::make_unique<FakeBackend>());
    CHECK(missing.error().code == Errc::folder_not_found);
}

TEST_CASE("options out of range are refused") {
    const Folder folder;
    CHECK(model::Runtime::open({.pack_folder = folder.string(), .queue_tokens = 0},
                               std::make_unique<FakeBackend>())
              .error()
              .target == "queue_tokens");
    CHECK(model::Runtime::open({.pack_folder = folder.string(), .workers = 5000},
                               std::make_unique<FakeBackend>())
              .error()
              .target == "workers");
}

TEST_CASE("a model loads once, at first use") {
    const Folder folder;
    folder.write("trunk-1.0.0.pt", manifest_text("trunk", "1.0.0", kTextInput));
    const auto runtime = open(folder);
    const auto& backend = dynamic_cast<const FakeBackend&>(runtime->backend());
    model::Pack& pack = *runtime->find("trunk", "latest").value();
    CHECK(backend.loads == 0);
    const auto first = runtime->model_of(pack).value();
    CHECK(runtime->model_of(pack).value() == first);
    CHECK(backend.loads == 1);
}

TEST_CASE("a head whose trunk is missing, or is no trunk, is refused by name") {
    const Folder folder;
    folder.write("head-1.0.0.pt", manifest_text("head", "1.0.0", kTrunksInput));
    const auto runtime = open(folder);
    const auto missing = runtime->trunks_of(*runtime->find("head", "latest").value());
    CHECK(missing.error().code == Errc::model_not_found);
    CHECK(missing.error().target == "trunk");

    folder.write("trunk-1.0.0.pt", manifest_text("trunk", "1.0.0", kTrunksInput));
    const auto again = open(folder);
    CHECK(again->trunks_of(*again->find("head", "latest").value()).error().code == Errc::pack_invalid);
}
