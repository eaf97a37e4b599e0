#include "image.hpp"

#include <filesystem>
#include <iostream>
#include <span>

#include <unistd.h>

#include <ward/json/image.hpp>

#include "annotate.hpp"
#include "files.hpp"
#include "image_judgement.hpp"
#include "json_string.hpp"
#include "packs.hpp"
#include "progress.hpp"
#include "terminal.hpp"

namespace {

// One byte more than the library takes, so that its words refuse what is too large.
ward::Result<std::string> read_picture(const std::string& path) {
    return read_file(path, ward::limits::kMaxImageBytes + 1);
}

int report_about(const std::string& file, const ward::Error& error) {
    return report(error.code == ward::Errc::io_failed ? error : ward::Error{error.code, error.message, file});
}

// As far as the system tells: what cannot be read counts for nothing.
std::uint64_t bytes_of(const std::string& file) {
    std::error_code error;
    const std::uintmax_t size = std::filesystem::file_size(file, error);
    return error ? 0 : size;
}

std::uint64_t bytes_of(std::span<const std::string> files) {
    std::uint64_t sum = 0;
    for (const std::string& file : files) sum += bytes_of(file);
    return sum;
}

ward::Result<ImageJudgement> judge_file(const ward::ImageAnalyzer& analyzer, ward::ImageRequest& request,
                                        const std::string& file, const std::string& annotated) {
    const auto bytes = read_picture(file);
    if (!bytes) return bytes.error();
    request.bytes = std::as_bytes(std::span(*bytes));
    ImageJudgement judgement = judge(analyzer, request);
    if (judgement.result && !annotated.empty())
        if (auto drawn = write_annotated(request.bytes, *judgement.result, annotated); !drawn)
            return drawn.error();
    return judgement;
}

}  // namespace

int print_image_table(const Options& options, const ImageOptions& image) {
    const auto analyzer = open_image_analyzer(options);
    if (!analyzer) return report(analyzer.error());
    ward::ImageRequest request{.categories = image.categories, .read_text = !image.no_text};
    Table table(image_columns(request));
    Progress progress(image.files.size() > 1 ? bytes_of(image.files) : 0, "pictures");
    std::uint64_t done = 0, count = 0;
    int status = 0;
    for (const std::string& file : image.files) {
        auto judged = judge_file(*analyzer, request, file, image.annotate);
        const ImageJudgement judgement = judged ? *std::move(judged) : ImageJudgement{judged.error(), 0};
        table.add(image_row(request, judgement, file));
        if (!judgement.result) {
            progress.erase();
            status = report_about(file, judgement.result.error());
        }
        progress.update(done += bytes_of(file), ++count);
    }
    progress.erase();
    table.print(std::cout, terminal_columns(STDOUT_FILENO), wants_colour(STDOUT_FILENO));
    return status;
}

int print_image_json(const Options& options, const ImageOptions& image) {
    const auto analyzer = open_image_analyzer(options);
    if (!analyzer) return report(analyzer.error());
    const std::string body = R"({"image":{"blobUrl":"file"})" + json_categories(image.categories) + '}';
    int status = 0;
    for (const std::string& file : image.files) {
        // The URL stands for the file: so its bytes need no base64 on their way.
        const auto fetch = [&](std::string_view) -> ward::Result<std::vector<std::byte>> {
            const auto read = read_picture(file);
            if (!read) return report(read.error()), read.error();
            const auto bytes = std::as_bytes(std::span(*read));
            return std::vector<std::byte>(bytes.begin(), bytes.end());
        };
        const auto response = ward::json::image_analyze(*analyzer, body, image.api_version, fetch);
        std::cout << response.body << '\n';
        if (response.status != 200) status = kFailed;
    }
    return status;
}
