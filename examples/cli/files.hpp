// Files and descriptors read whole, but never more of them than a limit.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>

#include <ward/result.hpp>

/// "Could not <what>: <what the system says>".
ward::Error io_error(const std::string& what, int error_number);

/// @param most  bytes
ward::Result<std::string> read_descriptor(int fd, std::size_t most);
ward::Result<std::string> read_file(const std::string& path, std::size_t most);

/// Of a regular file; else 0.
std::uint64_t file_size(int fd);
