#include "rows.hpp"

#include "ward/limits.hpp"

namespace ward::test {

using namespace std::string_literals;

std::string repeat(std::string_view text, std::size_t count) {
    std::string out;
    out.reserve(text.size() * count);
    while (count-- > 0) out += text;
    return out;
}

namespace {

std::string nested(std::size_t levels) {
    return R"({"text":"a","x":)" + repeat("[", levels - 1) + repeat("]", levels - 1) + "}";
}

std::string blocklists(std::size_t count) {
    std::string names = repeat(R"("a",)", count);
    names.pop_back();
    return R"({"text":"a","blocklistNames":[)" + names + "]}";
}

std::string sized(std::size_t bytes) {
    std::string body = R"({"text":"a"})";
    return body + std::string(bytes - body.size(), ' ');
}

std::vector<Row> member_rows() {
    return {
        {"2.1 text: required", R"({})", Errc::invalid_field, "text"},
        {"2.1 text: required", R"({"categories":[]})", Errc::invalid_field, "text"},
        {"2.1 text: string", R"({"text":"How are you"})"},
        {"2.1 text: string", R"({"text":null})", Errc::invalid_field, "text"},
        {"2.1 text: string", R"({"text":5})", Errc::invalid_field, "text"},
        {"2.1 text: string", R"({"text":["a"]})", Errc::invalid_field, "text"},
        {"2.1 text: string", R"({"text":{"text":"a"}})", Errc::invalid_field, "text"},
        {"2.1 text: empty is accepted", R"({"text":""})"},
        {"2.1 text: NUL is a character", R"({"text":"a\u0000b"})"},
        {"2.1 text: exact spelling", R"({"Text":"a"})", Errc::invalid_field, "text"},

        {"2.1 categories: optional", R"({"text":"a","categories":null})"},
        {"2.1 categories: [] is all", R"({"text":"a","categories":[]})"},
        {"2.1 categories: names", R"({"text":"a","categories":["Hate","SelfHarm","Sexual","Violence"]})"},
        {"2.1 categories: twice is once", R"({"text":"a","categories":["Hate","Hate"]})"},
        {"2.1 categories: unknown 400", R"({"text":"a","categories":["War"]})", Errc::unknown_category,
         "categories[0]"},
        {"2.1 categories: exact case", R"({"text":"a","categories":["Hate","hate"]})", Errc::unknown_category,
         "categories[1]"},
        {"2.1 categories: array", R"({"text":"a","categories":"Hate"})", Errc::invalid_field, "categories"},
        {"2.1 categories: array", R"({"text":"a","categories":{}})", Errc::invalid_field, "categories"},
        {"2.1 categories: of strings", R"({"text":"a","categories":["Hate",null]})", Errc::invalid_field,
         "categories[1]"},
        {"2.1 categories: of strings", R"({"text":"a","categories":[["Hate"]]})", Errc::invalid_field,
         "categories[0]"},

        {"2.1 blocklistNames: optional", R"({"text":"a","blocklistNames":null})"},
        {"2.1 blocklistNames: empty", R"({"text":"a","blocklistNames":[]})"},
        {"1.2 blocklistNames: unknown 404", R"({"text":"a","blocklistNames":["b","c"]})",
         Errc::blocklist_not_found, "blocklistNames[0]"},
        {"2.1 blocklistNames: of strings", R"({"text":"a","blocklistNames":["b",1]})", Errc::invalid_field,
         "blocklistNames[1]"},
        {"2.1 blocklistNames: array", R"({"text":"a","blocklistNames":true})", Errc::invalid_field,
         "blocklistNames"},
        {"2.4 lists: n - 1", blocklists(limits::kMaxBlocklistNames - 1), Errc::blocklist_not_found,
         "blocklistNames[0]"},
        {"2.4 lists: n", blocklists(limits::kMaxBlocklistNames), Errc::blocklist_not_found,
         "blocklistNames[0]"},
        {"2.4 lists: n + 1", blocklists(limits::kMaxBlocklistNames + 1), Errc::invalid_field,
         "blocklistNames"},
        {"1.2 a bad member goes before an unknown list", R"({"blocklistNames":["b"],"text":5})",
         Errc::invalid_field, "text"},

        {"2.1 haltOnBlocklistHit: bool", R"({"text":"a","haltOnBlocklistHit":true})"},
        {"2.1 haltOnBlocklistHit: bool", R"({"text":"a","haltOnBlocklistHit":false})"},
        {"2.1 haltOnBlocklistHit: bool", R"({"text":"a","haltOnBlocklistHit":null})"},
        {"2.1 haltOnBlocklistHit: bool", R"({"text":"a","haltOnBlocklistHit":"true"})", Errc::invalid_field,
         "haltOnBlocklistHit"},
        {"2.1 haltOnBlocklistHit: bool", R"({"text":"a","haltOnBlocklistHit":1})", Errc::invalid_field,
         "haltOnBlocklistHit"},

        {"2.1 outputType", R"({"text":"a","outputType":"FourSeverityLevels"})"},
        {"2.1 outputType", R"({"text":"a","outputType":"EightSeverityLevels"})"},
        {"2.1 outputType", R"({"text":"a","outputType":null})"},
        {"2.1 outputType", R"({"text":"a","outputType":"fourSeverityLevels"})", Errc::invalid_field,
         "outputType"},
        {"2.1 outputType", R"({"text":"a","outputType":8})", Errc::invalid_field, "outputType"},
    };
}

std::vector<Row> common_rows() {
    return {
        {"1 unknown members: ignored", R"({"x":{"y":[1,-2.5e+3,"\n",true,false,null,{}]},"text":"a","":[]})"},
        {"1 unknown members: checked", R"({"text":"a","x":[1,]})", Errc::invalid_json, "body"},
        {"1 unknown members: checked", R"({"text":"a","x":tru})", Errc::invalid_json, "body"},
        {"1 unknown members: checked", R"({"text":"a","x":01})", Errc::invalid_json, "body"},
        {"1 unknown members: checked", R"({"text":"a","x":1.})", Errc::invalid_json, "body"},
        {"1 unknown members: checked", R"({"text":"a","x":+1})", Errc::invalid_json, "body"},
        {"1 unknown members: checked", R"({"text":"a","x":1e})", Errc::invalid_json, "body"},
        {"1 unknown members: checked", R"({"text":"a","x":-})", Errc::invalid_json, "body"},
        {"1 unknown members: checked", R"({"text":"a","x":NaN})", Errc::invalid_json, "body"},
        {"1 unknown members: checked", R"({"text":"a","x":"\x"})", Errc::invalid_json, "body"},
        {"1 unknown members: checked", R"({"text":"a","x":{"\ud800":1}})", Errc::invalid_json, "body"},
        {"1 numbers of any size", R"({"text":"a","x":[1e400,123456789012345678901234567890]})"},
        {"duplicates refused", R"({"text":"a","text":"b"})", Errc::invalid_field, "text"},
        {"duplicates refused", R"({"text":"a","te\u0078t":"b"})", Errc::invalid_field, "text"},
        {"duplicates refused", R"({"text":"a","outputType":null,"outputType":null})", Errc::invalid_field,
         "outputType"},
        {"duplicates refused", R"({"x":1,"text":"a","\u0078":2})", Errc::invalid_field, "body"},

        {"body: object", "", Errc::invalid_json, "body"},
        {"body: object", " \n", Errc::invalid_json, "body"},
        {"body: object", "[]", Errc::invalid_json, "body"},
        {"body: object", R"("text")", Errc::invalid_json, "body"},
        {"body: object", "null", Errc::invalid_json, "body"},
        {"body: object", "hello", Errc::invalid_json, "body"},
        {"body: one object", R"({"text":"a"}{"text":"b"})", Errc::invalid_json, "body"},
        {"body: one object", R"({"text":"a"},)", Errc::invalid_json, "body"},
        {"body: one object", R"({"text":"a"}x)", Errc::invalid_json, "body"},
        {"body: one object", "{\"text\":\"a\"}\0"s, Errc::invalid_json, "body"},
        {"body: white space around", " \t\r\n{ \"text\" : \"a\" } \t\r\n"},
        {"body: one byte order mark", "\xEF\xBB\xBF{\"text\":\"a\"}"},
        {"body: one byte order mark", "\xEF\xBB\xBF\xEF\xBB\xBF{\"text\":\"a\"}", Errc::invalid_json, "body"},
        {"body: byte order mark alone", "\xEF\xBB\xBF", Errc::invalid_json, "body"},
        {"body: no UTF-16", "\xFF\xFE{\0"s, Errc::invalid_utf8, "body"},

        {"body size: n - 1", sized(limits::kMaxBodyBytes - 1)},
        {"body size: n", sized(limits::kMaxBodyBytes)},
        {"body size: n + 1", sized(limits::kMaxBodyBytes + 1), Errc::body_too_large, "body"},
        {"depth: n - 1", nested(limits::kMaxJsonDepth - 1)},
        {"depth: n", nested(limits::kMaxJsonDepth)},
        {"depth: n + 1", nested(limits::kMaxJsonDepth + 1), Errc::too_deep, "body"},
        {"depth: 100", nested(100), Errc::too_deep, "body"},
        {"depth: 100, in a known member", R"({"text":)" + repeat("[", 100) + repeat("]", 100) + "}",
         Errc::too_deep, "body"},
        {"depth: 100 objects", R"({"text":"a","x":)" + repeat(R"({"x":)", 100) + "1" + repeat("}", 101),
         Errc::too_deep, "body"},
        {"depth: half a megabyte of brackets", "{\"x\":" + repeat("[", 500'000) + "}", Errc::too_deep,
         "body"},

        {"strings: control characters are escaped", "{\"text\":\"a\nb\"}", Errc::invalid_json, "body"},
        {"strings: control characters are escaped", "{\"text\":\"a\0b\"}"s, Errc::invalid_json, "body"},
        {"strings: escapes", R"({"text":"\"\\\/\b\f\n\r\t\u00e9\uD83D\uDE00"})"},
        {"strings: escapes", R"({"text":"\q"})", Errc::invalid_json, "text"},
        {"strings: escapes", R"({"text":"\u12g4"})", Errc::invalid_json, "text"},
        {"strings: surrogates come in pairs", R"({"text":"\ud83d"})", Errc::invalid_json, "text"},
        {"strings: surrogates come in pairs", R"({"text":"\ude00"})", Errc::invalid_json, "text"},
        {"strings: surrogates come in pairs", R"({"text":"\ud83dx"})", Errc::invalid_json, "text"},
        {"strings: surrogates come in pairs", R"({"text":"\ud83d\u0041"})", Errc::invalid_json, "text"},
        {"strings: surrogates come in pairs", R"({"text":"\ud83d\ud83d"})", Errc::invalid_json, "text"},
        {"strings: surrogates come in pairs", R"({"text":"\ude00\ud83d"})", Errc::invalid_json, "text"},
        {"strings: surrogates come in pairs", R"({"text":"a","categories":["\udfff"]})", Errc::invalid_json,
         "categories[0]"},
        {"UTF-8", "{\"text\":\"\xC3\xA9 \xF0\x9F\x98\x80 \xEF\xBF\xBF\"}"},
        {"UTF-8: lone continuation", "{\"text\":\"a\x80\"}", Errc::invalid_utf8, "body"},
        {"UTF-8: overlong", "{\"text\":\"\xC0\xAF\"}", Errc::invalid_utf8, "body"},
        {"UTF-8: surrogate", "{\"text\":\"\xED\xA0\x80\"}", Errc::invalid_utf8, "body"},
        {"UTF-8: beyond U+10FFFF", "{\"text\":\"\xF4\x90\x80\x80\"}", Errc::invalid_utf8, "body"},
        {"UTF-8: in a key", "{\"text\":\"a\",\"\xFF\":1}", Errc::invalid_utf8, "body"},
        {"UTF-8: in an unknown member", "{\"text\":\"a\",\"x\":\"\xE2\x82\"}", Errc::invalid_utf8, "body"},
        {"UTF-8: after the object", "{\"text\":\"a\"}\xFF", Errc::invalid_utf8, "body"},
    };
}

}  // namespace

std::vector<Row> text_analyze_rows() {
    auto rows = member_rows();
    auto more = common_rows();
    rows.insert(rows.end(), more.begin(), more.end());
    return rows;
}

}  // namespace ward::test
