#include "jsonl.hpp"

#include <cerrno>
#include <string_view>
#include <utility>

#include <fcntl.h>
#include <unistd.h>

#include <ward/json/text.hpp>

#include "answers.hpp"
#include "files.hpp"
#include "line_reader.hpp"
#include "packs.hpp"
#include "progress.hpp"
#include "stop.hpp"

namespace {

// The statuses that shells know: as if the signal had ended the program.
constexpr int kOutputClosed = 128 + 13;

// Bodies over the limit reach the library one byte too long, so that its words refuse them.
LineReader::Status answer_all(const ward::Analyzer& analyzer, const std::string& api_version,
                              LineReader& reader, Answers& answers) {
    std::string_view line;
    for (;;) {
        const auto status = reader.next(line);
        if (status != LineReader::Status::line) return status;
        auto place = answers.reserve(line.size(), reader.position());
        ward::json::text_analyze_async(analyzer, line, api_version,
                                       [&answers, place](ward::json::Response response) {
                                           answers.give(*place, std::move(response.body));
                                       });
    }
}

int answer_descriptor(const ward::Analyzer& analyzer, int input, const std::string& api_version) {
    Progress progress(file_size(input), "lines");
    LineReader reader(input, stop_fd(), ward::limits::kMaxBodyBytes);
    Answers answers(STDOUT_FILENO, progress);
    const auto status = answer_all(analyzer, api_version, reader, answers);
    const int read_error = status == LineReader::Status::failed ? errno : 0;
    const int write_error = answers.finish();
    progress.erase();
    if (write_error == EPIPE) return kOutputClosed;
    if (write_error != 0) return report(io_error("write the answers", write_error));
    if (read_error != 0) return report(io_error("read the lines", read_error));
    return stop_status();
}

}  // namespace

int answer_lines(const Options& options, const std::string& file, const std::string& api_version) {
    const bool is_stdin = file.empty() || file == "-";
    const int input = is_stdin ? STDIN_FILENO : open(file.c_str(), O_RDONLY | O_CLOEXEC);
    if (input < 0) return report(io_error("open " + file, errno));
    watch_for_stop();
    const auto analyzer = open_analyzer(options);
    const int status = analyzer ? answer_descriptor(*analyzer, input, api_version) : report(analyzer.error());
    if (!is_stdin) close(input);
    return status;
}
