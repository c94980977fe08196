// A device without hardware: the protocol of the firmware on a host's socket, for the test against a real server.
//   device HOST PORT CAMERA TOKEN FILE.jpg...
// It calls again as a device does, and ends with its standard input.
#include <arpa/inet.h>
#include <fcntl.h>
#include <netinet/in.h>
#include <poll.h>
#include <sys/socket.h>
#include <unistd.h>

#include <cerrno>
#include <csignal>
#include <cstdio>
#include <cstdlib>
#include <fstream>
#include <iterator>
#include <string>
#include <vector>

#include "../include/camkit_device.h"
#include "host_crypto.h"

namespace {

constexpr int MILLIS_A_PICTURE = 40;

class Socket : public camkit::Stream {
 public:
  Socket(const char* host, int port) : fd_(socket(AF_INET, SOCK_STREAM, 0)) {
    sockaddr_in address{};
    address.sin_family = AF_INET;
    address.sin_port = htons(port);
    inet_pton(AF_INET, host, &address.sin_addr);
    if (connect(fd_, reinterpret_cast<sockaddr*>(&address), sizeof address) != 0) {
      close(fd_);
      fd_ = -1;
    }
  }
  ~Socket() override {
    if (fd_ >= 0) close(fd_);
  }
  bool connected() const { return fd_ >= 0; }

  int read(uint8_t* data, size_t size) override {
    ssize_t count = recv(fd_, data, size, MSG_DONTWAIT);
    if (count > 0) return static_cast<int>(count);
    return count < 0 && (errno == EAGAIN || errno == EINTR) ? 0 : -1;
  }

  bool write(const uint8_t* data, size_t size) override {
    while (size > 0) {
      ssize_t count = send(fd_, data, size, MSG_NOSIGNAL);
      if (count <= 0) return false;
      data += count;
      size -= count;
    }
    return true;
  }

 private:
  int fd_;
};

class PrintingCamera : public camkit::Camera {
 public:
  bool frameSize(int width, int height, const char*&) override { return said("frameSize %dx%d", width, height); }
  bool quality(int percent, const char*&) override { return said("quality %d", percent); }
  bool framesPerSecond(double rate, const char*&) override { return said("fps %.1f", rate); }
  bool lamp(int, const char*& why) override {
    why = "no lamp";
    return false;
  }
  void restart() override { said("restart"); }

 private:
  template <typename... Args>
  bool said(const char* format, Args... args) {
    std::printf(format, args...);
    std::printf("\n");
    return true;
  }
};

std::vector<uint8_t> file(const char* name) {
  std::ifstream in(name, std::ios::binary);
  return {std::istreambuf_iterator<char>(in), std::istreambuf_iterator<char>()};
}

// Waits so long, or ends the program when whoever started it is gone.
void rest(int millis) {
  pollfd input{STDIN_FILENO, POLLIN, 0};
  char byte;
  if (::poll(&input, 1, millis) > 0 && ::read(STDIN_FILENO, &byte, 1) <= 0) std::exit(0);
}

}  // namespace

int main(int argc, char** argv) {
  if (argc < 6) return 2;
  std::setvbuf(stdout, nullptr, _IOLBF, 0);
  HostCrypto crypto;
  PrintingCamera camera;
  camkit::BackOff backOff(crypto);
  std::vector<std::vector<uint8_t>> pictures;
  for (int i = 5; i < argc; i++) pictures.push_back(file(argv[i]));
  camkit::Identity identity{std::string(argv[1]) + ":" + argv[2], argv[3], argv[4]};
  while (true) {
    Socket socket(argv[1], std::atoi(argv[2]));
    camkit::Device device(identity, socket, crypto, camera);
    bool welcome = false;
    if (socket.connected() && device.begin()) {
      for (size_t n = 0;;) {
        auto state = device.poll();
        if (state == camkit::Device::State::CLOSED) break;
        if (state == camkit::Device::State::WELCOME) {
          if (!welcome) std::printf("welcome\n");
          welcome = true;
          backOff.connected();
          const auto& next = pictures[n++ % pictures.size()];
          device.picture(next.data(), next.size());
        }
        rest(MILLIS_A_PICTURE);
      }
    }
    uint32_t wait = backOff.nextMillis(device.closeStatus());
    std::printf("closed %d, calling again in %u ms\n", device.closeStatus(), wait);
    rest(static_cast<int>(wait));
  }
}
