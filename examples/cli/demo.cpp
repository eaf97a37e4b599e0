#include "demo.hpp"

#include <algorithm>
#include <cstdio>
#include <filesystem>
#include <iostream>
#include <string_view>
#include <vector>

#include <unistd.h>

#include <ward/version.hpp>

#include "demo_images.hpp"
#include "demo_texts.hpp"
#include "judgement.hpp"
#include "packs.hpp"
#include "terminal.hpp"

namespace {

constexpr std::size_t kTextColumns = 56;

struct Sample {
    std::string group;
    std::string text;
    std::string masked;  ///< for the table, since a person reads it
};

// A word in [brackets] is part of the text, but the table shows only its first letter.
Sample parse(std::string_view line) {
    Sample sample;
    const std::size_t tab = line.find('\t');
    sample.group = line.substr(0, tab);
    line.remove_prefix(tab + 1);
    for (std::size_t open; (open = line.find('[')) != std::string_view::npos;) {
        const std::size_t close = line.find(']', open);
        sample.text += line.substr(0, open);
        sample.masked += line.substr(0, open);
        const std::string_view word = line.substr(open + 1, close - open - 1);
        sample.text += word;
        sample.masked += masked(word);
        line.remove_prefix(close + 1);
    }
    sample.text += line;
    sample.masked += line;
    return sample;
}

std::vector<Sample> samples() {
    std::vector<Sample> all;
    for (std::string_view rest = kDemoTexts; !rest.empty();) {
        const std::string_view line = rest.substr(0, rest.find('\n'));
        rest.remove_prefix(std::min(line.size() + 1, rest.size()));
        if (!line.empty() && line.front() != '#') all.push_back(parse(line));
    }
    return all;
}

void print_what_next(const std::string& program) {
    std::cout << "\nTry next:\n"
              << "  " << program << " text \"Your own words\" --eight --attack\n"
              << "  echo '{\"text\":\"I will find you\",\"outputType\":\"EightSeverityLevels\"}' | "
              << program << " text --jsonl\n"
              << "  " << program << " image --help\n"
              << "  " << program << " models --load\n";
    if (std::filesystem::exists("dev") && std::filesystem::exists("examples/README.md"))
        std::cout
            << "  ./dev test\n\nREADME.md and examples/README.md show the same from C++, C and Python.\n";
}

int show_texts(const ward::Analyzer& analyzer) {
    const std::vector<Sample> all = samples();
    ward::TextRequest request{.text = {}, .detect_attack = true};

    // Each worker's first texts take longer, which the table is not about.
    std::vector<ward::TextRequest> all_at_once(all.size(), request);
    for (std::size_t i = 0; i < all.size(); ++i) all_at_once[i].text = all[i].text;
    analyzer.analyze_batch(all_at_once);

    Table table(judgement_columns(request));
    double total = 0;
    std::string group;
    for (const Sample& sample : all) {
        if (sample.group != group) {
            if (!group.empty()) table.add_note({});
            table.add_note({sample.group, Style::faint});
            group = sample.group;
        }
        request.text = sample.text;
        const Judgement judgement = judge(analyzer, request);
        if (!judgement.result) return report(judgement.result.error());
        table.add(judgement_row(request, judgement, shortened(printable(sample.masked), kTextColumns)));
        total += judgement.milliseconds;
    }
    table.print(std::cout, terminal_columns(STDOUT_FILENO), wants_colour(STDOUT_FILENO));
    std::printf("\n%zu texts in %.0f ms, one after the other, by Ward %s.\n", all.size(), total,
                ward::version());
    std::printf("Where it disagrees with the headings it errs, as small models do.\n\n");
    std::fflush(stdout);
    return 0;
}

}  // namespace

int run_demo(const Options& options, const std::string& program) {
    const auto registry = open_registry(options);
    if (!registry) return report(registry.error());
    const auto texts = open_analyzer(*registry, options);
    if (!texts) return report(texts.error());
    if (const int status = show_texts(*texts); status != 0) return status;
    // Only now, so that the first table need not wait for its models.
    const auto images = open_image_analyzer(*registry, options);
    if (!images) return report(images.error());
    if (const int status = show_pictures(*images); status != 0) return status;
    print_what_next(program);
    return 0;
}
