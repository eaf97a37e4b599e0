// Answers requests of the wire contract, one a line, as {"operation":...,"request":...}: for peer_differential.py.
//     ward_anomaly_answers < cases.jsonl > answers.jsonl
#include <iostream>
#include <string>

#include "ward/json/anomaly.hpp"

int main() {
    // Each line begins with the operation's name and a tab, so that no JSON has to be taken apart here.
    for (std::string line; std::getline(std::cin, line);) {
        const auto tab = line.find('\t');
        const std::string operation = line.substr(0, tab);
        using enum ward::json::AnomalyOperation;
        const auto response = ward::json::anomaly_detect(operation == "last"          ? last
                                                         : operation == "changepoint" ? change_point
                                                                                      : entire,
                                                         std::string_view(line).substr(tab + 1));
        std::cout << response.status << '\t' << response.model_id << '\t' << response.body << '\n';
    }
}
