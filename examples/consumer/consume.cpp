// Shows: the C++ API and the JSON layer of an installed Ward.

#include <iostream>

#include <ward/json/text.hpp>
#include <ward/ward.hpp>

int main() {
    const auto registry = ward::ModelRegistry::open({.pack_folder = PACKS});
    if (!registry) return std::cerr << registry.error().message << '\n', 1;
    const auto analyzer = ward::Analyzer::create(*registry);
    if (!analyzer) return std::cerr << analyzer.error().message << '\n', 1;

    const auto result = analyzer->analyze({.text = "I will kill you"});
    if (!result) return std::cerr << result.error().message << '\n', 1;
    for (const auto& category : result->categories)
        std::cout << ward::name(category.category) << ' ' << category.severity << '\n';

    const auto response = ward::json::text_analyze(*analyzer, R"({"text":"Lovely weather"})");
    std::cout << response.status << ' ' << response.body << '\n';
}
