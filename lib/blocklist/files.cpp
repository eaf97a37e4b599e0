#include "ward/blocklist_files.hpp"

#include <algorithm>
#include <utility>

#include "base/lines.hpp"

namespace ward {
namespace {

using base::LineReader;
using Item = Result<std::optional<BlocklistItemDraft>>;
using Record = std::vector<std::string>;

constexpr std::string_view kByteOrderMark = "\xEF\xBB\xBF";
constexpr std::size_t kNone = static_cast<std::size_t>(-1);

// Records of RFC 4180. A line break inside quotes belongs to the field.
class CsvReader {
public:
    explicit CsvReader(std::istream& in) : from_(in.rdbuf()) {}

    // The next record; nothing at the end. Empty lines are none.
    Result<std::optional<Record>> next();

    Error error(const char* message) const {
        return {Errc::invalid_field, message, LineReader::name(began_)};
    }

private:
    using Traits = std::streambuf::traits_type;
    enum class End { none, field, record };

    Result<End> take(char c);
    Result<void> finish_quoted(std::string& field);
    bool at_end() const { return Traits::eq_int_type(from_->sgetc(), Traits::eof()); }

    std::streambuf* from_;
    std::size_t line_ = 1, began_ = 1;
    std::size_t bytes_ = 0;  // of this record
    std::string field_;
    bool was_quoted_ = false;
};

Result<std::optional<Record>> CsvReader::next() {
    Record record;
    began_ = line_;
    bytes_ = 0;
    field_.clear();
    was_quoted_ = false;
    while (!at_end()) {
        const auto end = take(Traits::to_char_type(from_->sbumpc()));
        if (!end) return end.error();
        if (*end == End::none) continue;
        if (*end == End::record && record.empty() && field_.empty() && !was_quoted_) {
            began_ = line_;
            bytes_ = 0;
            continue;
        }
        record.push_back(std::exchange(field_, {}));
        was_quoted_ = false;
        if (*end == End::record) return std::optional<Record>(std::move(record));
    }
    if (record.empty() && field_.empty() && !was_quoted_) return std::optional<Record>();
    record.push_back(std::exchange(field_, {}));
    return std::optional<Record>(std::move(record));
}

Result<CsvReader::End> CsvReader::take(char c) {
    if (++bytes_ > limits::kMaxImportLineBytes)
        return error("A record is too long; look for a quote without its end");
    if (c == ',') return End::field;
    if (c == '\r' && Traits::eq_int_type(from_->sgetc(), Traits::to_int_type('\n'))) return End::none;
    if (c == '\n') return ++line_, End::record;
    if (was_quoted_) return error("A field must end with its closing quote");
    if (c != '"') return field_ += c, End::none;
    if (!field_.empty())
        return error("A quote must stand at the beginning of its field, or be doubled within");
    was_quoted_ = true;
    if (auto finished = finish_quoted(field_); !finished) return finished.error();
    return End::none;
}

Result<void> CsvReader::finish_quoted(std::string& field) {
    while (!at_end()) {
        const char c = Traits::to_char_type(from_->sbumpc());
        if (++bytes_ > limits::kMaxImportLineBytes)
            return error("A record is too long; look for a quote without its end");
        if (c == '\n') ++line_;
        if (c == '"') {
            if (!Traits::eq_int_type(from_->sgetc(), Traits::to_int_type('"'))) return {};
            from_->sbumpc();
            ++bytes_;
        }
        field += c;
    }
    return error("The file ends within quotes");
}

// Where the columns are that an item is made from.
struct Columns {
    std::size_t count = 0;
    std::size_t text = kNone, description = kNone, is_regex = kNone;

    bool find(Record header) {
        if (header[0].starts_with(kByteOrderMark)) header[0].erase(0, kByteOrderMark.size());
        count = header.size();
        const auto column = [&header](std::string_view name) {
            const auto at = std::ranges::find(header, name);
            return at == header.end() ? kNone : static_cast<std::size_t>(at - header.begin());
        };
        text = column("text");
        description = column("description");
        is_regex = column("isRegex");
        return text != kNone;
    }
};

class CsvItems {
public:
    explicit CsvItems(std::istream& in) : reader_(in) {}

    Item operator()() {
        if (columns_.count == 0) {
            auto header = reader_.next();
            if (!header) return std::move(header).error();
            if (!*header || !columns_.find(**std::move(header)))
                return reader_.error("The first line must name the columns, text among them");
        }
        auto record = reader_.next();
        if (!record) return std::move(record).error();
        if (!*record) return std::optional<BlocklistItemDraft>();
        return item(**record);
    }

private:
    Item item(Record& record) const {
        if (record.size() != columns_.count)
            return reader_.error("A record must have as many fields as the first line names");
        BlocklistItemDraft draft{.text = std::move(record[columns_.text])};
        if (columns_.description != kNone && !record[columns_.description].empty())
            draft.description = std::move(record[columns_.description]);
        if (columns_.is_regex != kNone) {
            const std::string& flag = record[columns_.is_regex];
            if (flag != "true" && flag != "false" && !flag.empty())
                return reader_.error("The column isRegex takes true, false or nothing");
            draft.is_regex = flag == "true";
        }
        return std::optional(std::move(draft));
    }

    CsvReader reader_;
    Columns columns_;
};

class PlainItems {
public:
    explicit PlainItems(std::istream& in) : lines_(in, limits::kMaxImportLineBytes) {}

    Item operator()() {
        for (;;) {
            auto line = lines_.next();
            if (!line) return std::move(line).error();
            if (!*line) return std::optional<BlocklistItemDraft>();
            std::string_view text = **line;
            if (lines_.number() == 1 && text.starts_with(kByteOrderMark))
                text.remove_prefix(kByteOrderMark.size());
            if (!text.empty()) return std::optional(BlocklistItemDraft{.text = std::string(text)});
        }
    }

private:
    LineReader lines_;
};

std::string csv_field(std::string_view text) {
    if (text.find_first_of(",\"\r\n") == std::string_view::npos && !text.empty()) return std::string(text);
    std::string quoted = "\"";
    for (const char c : text) quoted.append(c == '"' ? 2 : 1, c);
    return quoted += '"';
}

}  // namespace

BlocklistItemSource plain_items(std::istream& in) { return PlainItems(in); }
BlocklistItemSource csv_items(std::istream& in) { return CsvItems(in); }

std::string csv_header() { return "blocklistItemId,text,description,isRegex\r\n"; }

std::string csv_record(const BlocklistItem& item) {
    std::string record = item.id + ',' + csv_field(item.text) + ',';
    if (item.description) record += csv_field(*item.description);
    return record += item.is_regex ? ",true\r\n" : ",false\r\n";
}

}  // namespace ward
