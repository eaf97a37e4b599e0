#include "files.hpp"

#include <algorithm>
#include <cerrno>
#include <cstring>

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

ward::Error io_error(const std::string& what, int error_number) {
    return {ward::Errc::io_failed, "Could not " + what + ": " + std::strerror(error_number), ""};
}

ward::Result<std::string> read_descriptor(int fd, std::size_t most) {
    std::string bytes;
    char chunk[65536];
    while (bytes.size() < most) {
        const ssize_t got = read(fd, chunk, std::min(sizeof chunk, most - bytes.size()));
        if (got < 0 && errno == EINTR) continue;
        if (got < 0) return io_error("read", errno);
        if (got == 0) break;
        bytes.append(chunk, static_cast<std::size_t>(got));
    }
    return bytes;
}

ward::Result<std::string> read_file(const std::string& path, std::size_t most) {
    const int fd = open(path.c_str(), O_RDONLY | O_CLOEXEC);
    if (fd < 0) return io_error("open " + path, errno);
    auto bytes = read_descriptor(fd, most);
    if (!bytes) bytes = io_error("read " + path, errno);
    close(fd);
    return bytes;
}

std::uint64_t file_size(int fd) {
    struct stat status {};
    if (fstat(fd, &status) != 0 || !S_ISREG(status.st_mode)) return 0;
    return static_cast<std::uint64_t>(std::max<off_t>(status.st_size, 0));
}
