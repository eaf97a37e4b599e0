#include "answers.hpp"
#include "handles.hpp"
#include "limits.hpp"
#include "options.hpp"
#include "requests.hpp"

using ward::ImageEvidence;
using ward::ImageFormat;
using ward::ImageRequest;
using ward::ImageResult;
using ward::Quad;
using ward::Result;
using ward::TextLine;
using ward::capi::Arguments;
using ward::capi::guard;
using ward::capi::make;

struct ward_image_batch : ward::capi::Batch<ward_image_result> {};

static_assert(WARD_EVIDENCE_VISUAL == static_cast<int>(ImageEvidence::visual) &&
              WARD_EVIDENCE_TEXT == static_cast<int>(ImageEvidence::text));
static_assert(WARD_IMAGE_FORMAT_JPEG == static_cast<int>(ImageFormat::jpeg) &&
              WARD_IMAGE_FORMAT_PNG == static_cast<int>(ImageFormat::png) &&
              WARD_IMAGE_FORMAT_WEBP == static_cast<int>(ImageFormat::webp) &&
              WARD_IMAGE_FORMAT_GIF == static_cast<int>(ImageFormat::gif) &&
              WARD_IMAGE_FORMAT_BMP == static_cast<int>(ImageFormat::bmp) &&
              WARD_IMAGE_FORMAT_TIFF == static_cast<int>(ImageFormat::tiff));

namespace {

constexpr std::size_t kFirstImageOptions = 32;  // 0.1

/// A request without its picture.
ImageRequest image_request(const ward_image_options* given, Arguments& arguments) {
    const auto options = ward::capi::read_options(given, kFirstImageOptions, "options", arguments);
    ImageRequest request;
    request.categories = ward::capi::read_categories(options.categories, options.category_count, arguments);
    arguments.require(options.skip_text == 0 || options.skip_text == 1, "options.skip_text",
                      "must be 0 or 1");
    request.read_text = options.skip_text == 0;
    request.deadline = ward::capi::deadline_after(options.timeout_ms);
    return request;
}

ward_quad to_c(const Quad& quad) noexcept {
    ward_quad out{};
    for (std::size_t i = 0; i < quad.size(); ++i) out.corners[i] = {quad[i].x, quad[i].y};
    return out;
}

const TextLine* line_at(const ward_image_result* result, std::size_t index) noexcept {
    return result != nullptr && index < result->result.lines.size() ? &result->result.lines[index] : nullptr;
}

}  // namespace

ward_status ward_image_analyze(const ward_image_analyzer* analyzer, const uint8_t* image, size_t image_size,
                               const ward_image_options* options, ward_image_result** result,
                               ward_error** error) noexcept {
    return make(result, "result", error, [&](Arguments& arguments) -> Result<ImageResult> {
        arguments.handle(analyzer, "analyzer");
        ImageRequest request = image_request(options, arguments);
        request.bytes = arguments.bytes(image, image_size, "image");
        if (!arguments.ok()) return arguments.error();
        return analyzer->analyzer.analyze(request);
    });
}

ward_status ward_image_analyze_batch(const ward_image_analyzer* analyzer, const ward_bytes* images,
                                     size_t count, const ward_image_options* options,
                                     ward_image_batch** batch, ward_error** error) noexcept {
    return make(batch, "batch", error, [&](Arguments& arguments) -> Result<ward_image_batch> {
        arguments.handle(analyzer, "analyzer");
        const ImageRequest common = image_request(options, arguments);
        arguments.array(images, count, ward::capi::kMaxBatch, "images");
        if (!arguments.ok()) return arguments.error();
        std::vector<ImageRequest> requests(count, common);
        for (std::size_t i = 0; i < count; ++i)
            requests[i].bytes = arguments.bytes(images[i].data, images[i].size, "images");
        if (!arguments.ok()) return arguments.error();
        ward_image_batch made;
        made.fill(analyzer->analyzer.analyze_batch(requests));
        return made;
    });
}

ward_status ward_image_analyze_async(const ward_image_analyzer* analyzer, const uint8_t* image,
                                     size_t image_size, const ward_image_options* options,
                                     ward_image_callback done, void* user, ward_error** error) noexcept {
    return guard(error, [&](Arguments& arguments) -> Result<void> {
        arguments.handle(analyzer, "analyzer");
        arguments.handle(done, "done");
        ImageRequest request = image_request(options, arguments);
        request.bytes = arguments.bytes(image, image_size, "image");
        if (!arguments.ok()) return arguments.error();
        analyzer->analyzer.analyze_async(request, [done, user](Result<ImageResult> answer) {
            ward::capi::deliver(done, user, [&] { return std::move(answer); });
        });
        return {};
    });
}

size_t ward_image_result_count(const ward_image_result* result) noexcept {
    return result == nullptr ? 0 : result->result.categories.size();
}

int32_t ward_image_result_category(const ward_image_result* result, size_t index) noexcept {
    return ward::capi::category_number(result, index);
}

int32_t ward_image_result_severity(const ward_image_result* result, size_t index) noexcept {
    return ward::capi::severity(result, index);
}

int32_t ward_image_result_evidence(const ward_image_result* result, size_t index) noexcept {
    const auto* category = ward::capi::category_at(result, index);
    return category == nullptr ? -1 : static_cast<int32_t>(category->evidence);
}

float ward_image_result_at_least(const ward_image_result* result, size_t index, int32_t severity) noexcept {
    return ward::capi::at_least(result, index, severity);
}

int32_t ward_image_result_region(const ward_image_result* result, size_t index, ward_quad* region) noexcept {
    const auto* category = ward::capi::category_at(result, index);
    return ward::capi::tell(category == nullptr ? std::nullopt : category->region, to_c, region);
}

uint32_t ward_image_result_width(const ward_image_result* result) noexcept {
    return result == nullptr ? 0 : result->result.width;
}

uint32_t ward_image_result_height(const ward_image_result* result) noexcept {
    return result == nullptr ? 0 : result->result.height;
}

int32_t ward_image_result_format(const ward_image_result* result) noexcept {
    return result == nullptr ? -1 : static_cast<int32_t>(result->result.format);
}

size_t ward_image_result_line_count(const ward_image_result* result) noexcept {
    return result == nullptr ? 0 : result->result.lines.size();
}

const char* ward_image_result_line_text(const ward_image_result* result, size_t index) noexcept {
    const TextLine* line = line_at(result, index);
    return line == nullptr ? "" : line->text.c_str();
}

size_t ward_image_result_line_text_size(const ward_image_result* result, size_t index) noexcept {
    const TextLine* line = line_at(result, index);
    return line == nullptr ? 0 : line->text.size();
}

float ward_image_result_line_confidence(const ward_image_result* result, size_t index) noexcept {
    const TextLine* line = line_at(result, index);
    return line == nullptr ? -1 : line->confidence;
}

int32_t ward_image_result_line_quad(const ward_image_result* result, size_t index, ward_quad* quad) noexcept {
    const TextLine* line = line_at(result, index);
    return ward::capi::tell(line == nullptr ? std::nullopt : std::optional(line->quad), to_c, quad);
}

void ward_image_result_free(ward_image_result* result) noexcept { delete result; }

size_t ward_image_batch_count(const ward_image_batch* batch) noexcept {
    return ward::capi::batch_count(batch);
}

ward_status ward_image_batch_status(const ward_image_batch* batch, size_t index) noexcept {
    return ward::capi::batch_status(batch, index);
}

const ward_image_result* ward_image_batch_result(const ward_image_batch* batch, size_t index) noexcept {
    return ward::capi::batch_result(batch, index);
}

const ward_error* ward_image_batch_error(const ward_image_batch* batch, size_t index) noexcept {
    return ward::capi::batch_error(batch, index);
}

void ward_image_batch_free(ward_image_batch* batch) noexcept { delete batch; }
