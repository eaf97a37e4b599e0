#include "model/manifest.hpp"

#include <catch2/catch.hpp>

#include "support/fake_backend.hpp"

using namespace ward;
using namespace ward::model;

namespace {

Errc code_of(const std::string& json) {
    const auto manifest = parse_manifest(json, "p.pt");
    return manifest ? Errc::ok : manifest.error().code;
}

std::string target_of(const std::string& json) { return parse_manifest(json, "p.pt").error().target; }

std::string with(std::string json, const std::string& from, const std::string& to) {
    const auto at = json.find(from);
    REQUIRE(at != std::string::npos);
    return json.replace(at, from.size(), to);
}

const std::string kTrunk = test::manifest_text("trunk", "1.2.3", test::kTextInput);
const std::string kHead = test::manifest_text("head", "1.0.0", test::kTrunksInput);

}  // namespace

TEST_CASE("a manifest is read as it is written") {
    const auto trunk = parse_manifest(kTrunk, "p.pt").value();
    CHECK(trunk.name == "trunk");
    CHECK(trunk.version.text() == "1.2.3");
    CHECK(trunk.aliases == std::vector<std::string>{"also-trunk"});
    REQUIRE(trunk.text());
    CHECK(trunk.text()->window == 16);
    CHECK(trunk.columns() == 1);

    const auto head = parse_manifest(kHead, "p.pt").value();
    REQUIRE(head.trunks());
    CHECK(head.trunks()->trunks[0].name == "trunk");
    CHECK(head.trunks()->trunks[0].version == "latest");
}

TEST_CASE("a head may name several trunks") {
    const auto head = parse_manifest(
        with(kHead, R"({"name":"trunk"})", R"({"name":"a"},{"name":"b","version":"2.0.0"})"), "p");
    CHECK(head.value().trunks()->trunks[1].version == "2.0.0");
}

TEST_CASE("a manifest of another schema is refused as such") {
    CHECK(code_of(with(kTrunk, R"("schema":1)", R"("schema":2)")) == Errc::pack_version);
}

TEST_CASE("a manifest that is no JSON object is refused") {
    for (const char* text : {"", "{", "[]", "null", "\"x\"", "{\"schema\":1"})
        CHECK(code_of(text) == Errc::pack_invalid);
}

TEST_CASE("a missing or ill-typed member is named") {
    for (const std::string member :
         {"name", "version", "summary", "licence", "origin", "data", "input", "precisions"}) {
        CHECK(target_of(with(kTrunk, "\"" + member + "\":", "\"x\":")) == "p.pt: ward.json." + member);
        CHECK(target_of(with(kTrunk, "\"" + member + "\":", "\"" + member + "\":7,\"x\":")) ==
              "p.pt: ward.json." + member);
    }
    CHECK(target_of(with(kTrunk, "0.5", "1.5")) == "p.pt: ward.json.outputs[0].thresholds[0]");
    CHECK(target_of(with(kTrunk, R"("window":16)", R"("window":4)")) == "p.pt: ward.json.input.window");
    CHECK(target_of(with(kTrunk, R"("overlap":4)", R"("overlap":8)")) == "p.pt: ward.json.input.overlap");
    CHECK(target_of(with(kTrunk, R"("fp32")", R"("fp31")")) == "p.pt: ward.json.precisions.fp31");
    CHECK(target_of(with(kHead, R"([{"name":"trunk"}])", "[]")) == "p.pt: ward.json.input.trunks");
}

TEST_CASE("a ladder has seven thresholds") {
    const std::string ladder = with(kHead, R"("kind":"probability")", R"("kind":"ladder")");
    CHECK(target_of(ladder) == "p.pt: ward.json.outputs[0].thresholds");
    CHECK(code_of(with(ladder, "[0.5]", "[.1,.2]")) == Errc::pack_invalid);
    const auto whole = parse_manifest(with(ladder, "[0.5]", "[0.1,0.2,0.3,0.4,0.5,0.6,0.7]"), "p").value();
    CHECK(whole.columns() == 7);
}

TEST_CASE("a version is three numbers") {
    CHECK(Version::parse("1.20.3") > Version::parse("1.9.30"));
    for (const char* text : {"", "1", "1.2", "1.2.", "1.2.3.", "1.2.x", "1.2.3.4", "v1.2.3", "-1.2.3", "1..3",
                             "99999999999.0.0"})
        CHECK_FALSE(Version::parse(text));
}

namespace {

const std::string kImageInput =
    R"({"kind":"image","resize":"stretch","width":256,"height":256,"filter":"bilinear","crop":224,)"
    R"("order":"bgr","mean":[104,117,123],"scale":[1,1,0.5]})";
const std::string kPictures = test::manifest_text("pictures", "1.0.0", kImageInput);
const std::string kProbability = R"("kind":"probability","thresholds":[0.5])";

}  // namespace

TEST_CASE("an image trunk says how a picture becomes its input") {
    const auto manifest = parse_manifest(kPictures, "p.pt").value();
    REQUIRE(manifest.image());
    CHECK(manifest.image()->resize == ResizeRule::stretch);
    CHECK(manifest.image()->crop == 224);
    CHECK(manifest.image()->order == ChannelOrder::bgr);
    CHECK(manifest.image()->filter == Filter::bilinear);
    CHECK(manifest.image()->scale == std::array{1.0F, 1.0F, 0.5F});
}

TEST_CASE("an image input that contradicts itself is refused") {
    CHECK(target_of(with(kPictures, R"("crop":224)", R"("crop":257)")) == "p.pt: ward.json.input.crop");
    CHECK(target_of(with(kPictures, R"("width":256)", R"("width":1000000)")) ==
          "p.pt: ward.json.input.width");
    CHECK(target_of(with(kPictures, "[104,117,123]", "[104,117]")) == "p.pt: ward.json.input.mean");
    CHECK(target_of(with(kPictures, "[104,117,123]", R"([104,117,"x"])")) == "p.pt: ward.json.input.mean[2]");
    CHECK(target_of(with(kPictures, R"("bgr")", R"("xyz")")) == "p.pt: ward.json.input.order");
    const std::string line =
        with(with(kPictures, R"("stretch")", R"("line")"), R"("crop":224)", R"("multiple":100)");
    CHECK(target_of(line) == "p.pt: ward.json.input.width");
    CHECK(code_of(with(line, R"("multiple":100)", R"("multiple":32)")) == Errc::ok);
}

TEST_CASE("a map and a sequence are a model's only output") {
    const std::string map = with(kPictures, kProbability, R"("kind":"map","size":15,"stride":4)");
    const auto parsed = parse_manifest(map, "p.pt").value();
    CHECK(parsed.columns() == 15);
    CHECK(parsed.outputs[0].stride == 4);
    CHECK(target_of(with(map, R"(}],"precisions")", R"(},{"key":"b","kind":"probability"}],"precisions")")) ==
          "p.pt: ward.json.outputs");
    const std::string sequence =
        with(kPictures, kProbability, R"("kind":"sequence","stride":8,"symbols":"symbols.txt")");
    CHECK(parse_manifest(sequence, "p.pt").value().outputs[0].symbols == "symbols.txt");
    CHECK(target_of(with(sequence, R"("symbols":)", R"("x":)")) == "p.pt: ward.json.outputs[0].symbols");
}
