// What a list's items are called: number to id and text, read while it grows.
#pragma once

#include <algorithm>
#include <array>
#include <cstdint>
#include <memory>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "base/published.hpp"

namespace ward::blocklist {

// Ids and texts of numbers never change, so items are only appended, with rising numbers; those of removed items stay
// until the list loads anew.
class ItemTable {
public:
    struct Item {
        std::int64_t number = 0;
        std::array<char, 36> id{};
        std::string text;

        std::string_view id_view() const noexcept { return {id.data(), id.size()}; }
    };

    // What there was at one moment.
    class View {
    public:
        std::size_t size() const noexcept { return size_; }
        const Item& operator[](std::size_t index) const {
            return (*blocks_[index / kBlockItems])[index % kBlockItems];
        }

        // Null when there is no such number.
        const Item* find(std::int64_t number) const {
            std::size_t low = 0, high = size_;
            while (low < high) {
                const std::size_t middle = low + (high - low) / 2;
                if ((*this)[middle].number < number) low = middle + 1;
                else high = middle;
            }
            return low < size_ && (*this)[low].number == number ? &(*this)[low] : nullptr;
        }

    private:
        friend class ItemTable;
        static constexpr std::size_t kBlockItems = 1024;
        using Block = std::array<Item, kBlockItems>;

        std::vector<std::shared_ptr<Block>> blocks_;
        std::size_t size_ = 0;
    };

    // Any thread. Never null.
    std::shared_ptr<const View> view() const noexcept { return view_.load(); }

    // One thread at a time. Not in a view before publish(). Precondition: number higher than all before.
    void append(std::int64_t number, std::string_view id, std::string_view text) {
        const std::size_t slot = next_.size_ % View::kBlockItems;
        if (slot == 0) next_.blocks_.push_back(std::make_shared<View::Block>());
        Item& item = (*next_.blocks_.back())[slot];
        item.number = number;
        std::copy_n(id.data(), std::min(id.size(), item.id.size()), item.id.begin());
        item.text = text;
        ++next_.size_;
    }
    void publish() { view_.store(std::make_shared<const View>(next_)); }

    std::int64_t last_number() const { return next_.size_ == 0 ? 0 : next_[next_.size_ - 1].number; }

private:
    View next_;
    base::Published<View> view_{std::make_shared<const View>()};
};

}  // namespace ward::blocklist
