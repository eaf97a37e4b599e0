#include "demo_images.hpp"

#include <cerrno>
#include <cstdio>
#include <cstdlib>
#include <filesystem>
#include <iostream>
#include <string>
#include <vector>

#include <unistd.h>

#include "annotate.hpp"
#include "demo_pictures.hpp"
#include "files.hpp"
#include "image_judgement.hpp"
#include "packs.hpp"
#include "terminal.hpp"

namespace {

constexpr std::string_view kDrawn = "note.jpg";

// A file of its own, since the folder of temporary files is open to other users, too.
ward::Result<std::string> new_temporary_file() {
    std::error_code error;
    const auto folder = std::filesystem::temp_directory_path(error);
    std::string path = ((error ? "/tmp" : folder) / "ward-demo-XXXXXX.png").string();
    const int fd = mkstemps(path.data(), 4);
    if (fd < 0) return io_error("make a file in " + folder.string(), errno);
    close(fd);
    return path;
}

ward::Result<std::string> draw(std::span<const std::byte> bytes, const ward::ImageResult& result) {
    auto path = new_temporary_file();
    if (!path) return path;
    if (auto written = write_annotated(bytes, result, *path); !written) return written.error();
    return path;
}

}  // namespace

int show_pictures(const ward::ImageAnalyzer& analyzer) {
    // Each worker's first pictures take longer, which the table is not about.
    std::vector<ward::ImageRequest> all;
    for (const DemoPicture& picture : kDemoPictures) all.push_back({.bytes = std::as_bytes(picture.bytes)});
    analyzer.analyze_batch(all);

    Table table(image_columns({}));
    std::string drawn;
    double total = 0;
    for (std::size_t i = 0; i < all.size(); ++i) {
        const ImageJudgement judgement = judge(analyzer, all[i]);
        if (!judgement.result) return report(judgement.result.error());
        table.add(image_row(all[i], judgement, std::string(kDemoPictures[i].name)));
        total += judgement.milliseconds;
        if (kDemoPictures[i].name != kDrawn) continue;
        auto path = draw(all[i].bytes, *judgement.result);
        if (!path) return report(path.error());
        drawn = *std::move(path);
    }
    table.print(std::cout, terminal_columns(STDOUT_FILENO), wants_colour(STDOUT_FILENO));
    std::cout.flush();
    std::printf("\n%zu pictures in %.0f ms, one after the other. What was found in %s is drawn in %s\n",
                all.size(), total, std::string(kDrawn).c_str(), drawn.c_str());
    return 0;
}
