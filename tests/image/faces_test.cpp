#include "image/faces.hpp"

#include <catch2/catch.hpp>
#include <cmath>

using namespace ward;
using namespace ward::image;

namespace {

constexpr std::size_t kWidth = 20, kHeight = 10;

struct FaceMap {
    std::vector<float> values = std::vector<float>(15 * kWidth * kHeight);

    // A face whose box has its middle in the middle of the cell; sides in cells.
    FaceMap& draw(std::size_t x, std::size_t y, float score, float width, float height) {
        const std::size_t cell = y * kWidth + x;
        const auto set = [&](std::size_t channel, float value) {
            values[channel * kWidth * kHeight + cell] = value;
        };
        set(0, score);
        set(1, std::log(height));
        set(2, std::log(width));
        for (std::size_t i = 0; i < 5; ++i) {
            set(5 + 2 * i, 0.25F);
            set(6 + 2 * i, 0.1F * static_cast<float>(i));
        }
        return *this;
    }

    std::vector<Face> find() const { return find_faces(values, kWidth, kHeight, 4); }
};

}  // namespace

TEST_CASE("a face's box and landmarks are told in pixels of the detector's input") {
    const auto faces = FaceMap().draw(10, 5, 0.9F, 4, 6).find();
    REQUIRE(faces.size() == 1);
    CHECK(faces[0].score == 0.9F);
    CHECK(faces[0].box.left == Approx(42 - 8));
    CHECK(faces[0].box.top == Approx(22 - 12));
    CHECK(faces[0].box.right == Approx(42 + 8));
    CHECK(faces[0].box.bottom == Approx(22 + 12));
    CHECK(faces[0].landmarks[3].x == Approx(34 + 0.3F * 16));
    CHECK(faces[0].landmarks[3].y == Approx(10 + 0.25F * 24));
}

TEST_CASE("a score under a half is no face") {
    CHECK(FaceMap().draw(10, 5, 0.49F, 4, 4).find().empty());
    CHECK(FaceMap().draw(10, 5, 0.5F, 4, 4).find().size() == 1);
}

TEST_CASE("of faces that overlap much the better stays, and the best comes first") {
    const auto faces = FaceMap()
                           .draw(4, 5, 0.7F, 4, 4)
                           .draw(5, 5, 0.8F, 4, 4)
                           .draw(15, 5, 0.9F, 4, 4)
                           .draw(18, 5, 0.6F, 4, 4)
                           .find();
    REQUIRE(faces.size() == 3);  // the last two share a seventh
    CHECK(faces[0].score == 0.9F);
    CHECK(faces[1].score == 0.8F);
    CHECK(faces[2].score == 0.6F);
}

TEST_CASE("overlap is what is shared over what is covered") {
    const Box box{0, 0, 2, 2};
    CHECK(intersection_over_union(box, box) == 1);
    CHECK(intersection_over_union(box, {1, 0, 3, 2}) == Approx(1 / 3.F));
    CHECK(intersection_over_union(box, {2, 0, 4, 2}) == 0);
    CHECK(intersection_over_union({}, {}) == 0);
}

TEST_CASE("a map without sense ends in a bounded number of faces") {
    FaceMap broken;
    for (float& value : broken.values) value = 1e30F;
    CHECK(broken.find().size() <= kMaxFaces);
    for (float& value : broken.values) value = NAN;
    CHECK(broken.find().empty());
}
