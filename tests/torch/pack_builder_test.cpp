#include "torch/pack_builder.hpp"

#include <catch2/catch.hpp>
#include <cstring>

#include "model/backend.hpp"
#include "support/fake_backend.hpp"
#include "support/folder.hpp"

using namespace ward;
using test::Folder;

namespace {

struct NamedTensor {
    std::string name;
    std::vector<int> shape;
    std::vector<float> values;
};

std::string safetensors(const std::vector<NamedTensor>& tensors) {
    std::string header = "{", payload;
    for (const auto& tensor : tensors) {
        std::string shape;
        for (const int size : tensor.shape) shape += (shape.empty() ? "" : ",") + std::to_string(size);
        const std::size_t begin = payload.size();
        payload.append(reinterpret_cast<const char*>(tensor.values.data()),
                       tensor.values.size() * sizeof(float));
        header += (header.size() > 1 ? ",\"" : "\"") + tensor.name + R"(":{"dtype":"F32","shape":[)" + shape +
                  R"(],"data_offsets":[)" + std::to_string(begin) + "," + std::to_string(payload.size()) +
                  "]}";
    }
    header += "}";
    std::string length(8, '\0');
    const std::uint64_t size = header.size();
    std::memcpy(length.data(), &size, 8);
    return length + header + payload;
}

// A head that multiplies by w.weight [2, 1].
struct Parts {
    Folder folder;
    std::string recipe =
        R"({"manifest":"ward.json","files":[],"tensors":["w.safetensors"],"modules":[{"source":"forward.py",
        "parameters":{"w":{"from":["w.weight"],"shape":[2,1]}}}]})";

    Parts() {
        folder.write("ward.json", test::manifest_text("head", "1.0.0", test::kTrunksInput));
        folder.write(
            "forward.py",
            "def forward(self, x):\n    # type: (Tensor) -> Tensor\n    return torch.mm(x, self.w)\n");
        folder.write("w.safetensors", safetensors({{"w.weight", {2, 1}, {2, 3}}}));
    }

    Result<model::Manifest> build() const {
        return engine::build_pack(
            {.file = folder.write("recipe.json", recipe), .folders = {}, .out = folder / "head.pt"});
    }

    float run() const {
        const auto backend = model::make_backend("cpu").value();
        const auto json = backend->read_file(folder / "head.pt", model::kManifestFile, 1u << 20).value();
        const auto manifest = model::parse_manifest(json, "head").value();
        const auto head = backend->load(folder / "head.pt", manifest, Precision::automatic).value();
        const model::Matrix input{1, 2, {10, 100}};
        return head->run(std::span(&input, 1)).value().values[0];
    }

    void replace(const std::string& from, const std::string& to) {
        const auto at = recipe.find(from);
        REQUIRE(at != std::string::npos);
        recipe.replace(at, from.size(), to);
    }
};

}  // namespace

TEST_CASE("a pack is built from a manifest, source and tensors, and runs") {
    const Parts parts;
    REQUIRE(parts.build());
    CHECK(parts.run() == 320);
    const auto contents = engine::inspect_pack(parts.folder / "head.pt").value();
    CHECK(contents.manifest == test::read_file(parts.folder / "ward.json"));
    REQUIRE(contents.tensors.size() == 1);
    CHECK(contents.tensors[0].name == "w");
    CHECK(contents.tensors[0].shape == std::vector<std::int64_t>{2, 1});
}

TEST_CASE("a tensor of another shape is refused with its name and both shapes") {
    Parts parts;
    parts.replace("[2,1]", "[2,2]");
    const auto built = parts.build();
    REQUIRE_FALSE(built);
    CHECK(built.error().code == Errc::pack_invalid);
    CHECK(built.error().target == "w.weight");
    CHECK(built.error().message.find("[2, 2]") != std::string::npos);
    CHECK(built.error().message.find("[2, 1]") != std::string::npos);
    CHECK_FALSE(std::filesystem::exists(parts.folder / "head.pt"));
}

TEST_CASE("a tensor that no file holds is refused by name") {
    Parts parts;
    parts.replace("w.weight", "v.weight");
    CHECK(parts.build().error().target == "v.weight");
}

TEST_CASE("a low-rank adapter is merged: W + scale * B A") {
    Parts parts;
    parts.replace(R"("modules")", R"("adapters":[{"file":"a.safetensors","scale":0.5}],"modules")");
    parts.folder.write("a.safetensors",
                       safetensors({{"w.lora_A.weight", {1, 1}, {4}}, {"w.lora_B.weight", {2, 1}, {1, 2}}}));
    REQUIRE(parts.build());
    CHECK(parts.run() == 10 * (2 + 2) + 100 * (3 + 4));
}

TEST_CASE("an adapter that does not fit is refused with the tensor's name and the shapes") {
    Parts parts;
    parts.replace(R"("modules")", R"("adapters":[{"file":"a.safetensors","scale":1}],"modules")");
    parts.folder.write("a.safetensors", safetensors({{"w.lora_A.weight", {1, 3}, {1, 1, 1}},
                                                     {"w.lora_B.weight", {2, 1}, {1, 2}}}));
    const auto error = parts.build().error();
    CHECK(error.target == "w.weight");
    CHECK(error.message.find("[1, 3]") != std::string::npos);
    CHECK(error.message.find("[2, 1]") != std::string::npos);

    parts.folder.write("a.safetensors",
                       safetensors({{"q.lora_A.weight", {1, 1}, {1}}, {"q.lora_B.weight", {2, 1}, {1, 2}}}));
    CHECK(parts.build().error().target == "q.weight");
    parts.folder.write("a.safetensors", safetensors({{"w.lora_A.weight", {1, 1}, {1}}}));
    CHECK(parts.build().error().target == "w.lora_A.weight");
}

TEST_CASE("source that does not compile, or has no forward, is refused by its file") {
    Parts parts;
    parts.folder.write("forward.py", "def forward(self, x):\n    return x +\n");
    CHECK(parts.build().error().target == "forward.py");
    parts.folder.write("forward.py", "def other(self, x):\n    return x\n");
    CHECK(parts.build().error().target == "forward.py");
}

TEST_CASE("a recipe or manifest at fault is refused by its member") {
    Parts parts;
    parts.replace(R"("manifest":"ward.json")", R"("manifest":7)");
    CHECK(parts.build().error().target == "recipe.json.manifest");
    Parts other;
    other.folder.write("ward.json", "{\"schema\":9}");
    CHECK(other.build().error().code == Errc::pack_version);
    Parts missing;
    missing.replace("w.safetensors", "none.safetensors");
    CHECK(missing.build().error().code == Errc::io_failed);
}

TEST_CASE("a trunk that gives another shape than its manifest says is refused") {
    Parts parts;
    parts.folder.write("ward.json", test::manifest_text("trunk", "1.0.0", test::kTextInput));
    parts.folder.write("vocab.txt", "[PAD]\n");
    parts.folder.write("forward.py",
                       "def forward(self, ids, lengths):\n    # type: (Tensor, Tensor) -> Tensor\n"
                       "    return ids.float() + self.w[0]\n");
    parts.replace(R"("files":[])", R"("files":["vocab.txt"])");
    const auto error = parts.build().error();
    CHECK(error.target == "trunk");
    CHECK(error.message.find("[2, 8]") != std::string::npos);
}

namespace {

// A trunk for pictures: `body` makes its output of x [B, 3, H, W], `output` is what the manifest says of it.
Result<model::Manifest> build_image_trunk(Parts& parts, const std::string& input, const std::string& output,
                                          const std::string& body) {
    parts.folder.write(
        "ward.json",
        R"({"schema":1,"name":"eye","version":"1.0.0","aliases":[],"summary":"s","licence":"MIT","origin":"o",)"
        R"("data":"d","input":{"kind":"image",)" +
            input + R"(,"filter":"bilinear","order":"rgb","mean":[0,0,0],"scale":[1,1,1]},"outputs":[)" +
            output + R"(],"precisions":{"fp32":{}}})");
    parts.folder.write("forward.py",
                       "def forward(self, x):\n    # type: (Tensor) -> Tensor\n    return " + body + "\n");
    return parts.build();
}

const std::string kStretch = R"("resize":"stretch","width":32,"height":24,"crop":16)";
const std::string kMultiple = R"("resize":"multiple","width":64,"multiple":32)";
const std::string kLine = R"("resize":"line","width":64,"height":48,"multiple":32)";
const std::string kEmbedding = R"({"key":"e","kind":"embedding","size":3,"meaning":"m"})";
const std::string kMap = R"({"key":"m","kind":"map","size":3,"stride":4,"meaning":"m"})";
const std::string kSequence =
    R"({"key":"t","kind":"sequence","stride":8,"symbols":"symbols.txt","meaning":"m"})";
const std::string kPooled = "torch.avg_pool2d(x, [4, 4])";

}  // namespace

TEST_CASE("a trunk for pictures is tried at the size that its manifest fixes") {
    Parts parts;
    CHECK(build_image_trunk(parts, kStretch, kEmbedding, "torch.sum(torch.flatten(x, 2), [2])"));
    const auto error = build_image_trunk(parts, kStretch, kEmbedding, "torch.flatten(x, 1)").error();
    CHECK(error.target == "eye");
    CHECK(error.message.find("[2, 768]") != std::string::npos);  // 3 * 16 * 16 after the crop
    CHECK(error.message.find("[2, 3]") != std::string::npos);
}

TEST_CASE("a map or a sequence of another shape than its manifest says is refused") {
    Parts parts;
    CHECK(build_image_trunk(parts, kMultiple, kMap, kPooled));
    CHECK(build_image_trunk(parts, kMultiple, kMap, "x").error().message.find("[2, 3, 16, 16]") !=
          std::string::npos);

    parts.replace(R"("files":[])", R"("files":["symbols.txt"])");
    parts.folder.write("symbols.txt", "<blank>\na\n");
    CHECK(build_image_trunk(parts, kLine, kSequence, "torch.ones([x.size(0), x.size(3) // 8, 2])"));
    CHECK_FALSE(build_image_trunk(parts, kLine, kSequence, kPooled));
}

TEST_CASE("a recogniser without its symbols, and a trunk that fails on pictures, are refused by name") {
    Parts parts;
    CHECK(build_image_trunk(parts, kLine, kSequence, "x").error().target == "symbols.txt");
    const auto error = build_image_trunk(parts, kMultiple, kMap, "torch.mm(x, x)").error();
    CHECK(error.code == Errc::pack_invalid);
    CHECK(error.target == "eye");
}
