// The client's side of one WebSocket (RFC 6455): what a device needs of it, without extensions.
#pragma once

#include <string>
#include <vector>

#include "camkit_io.h"

namespace camkit {

class WebSocket {
 public:
  enum class State { SHAKING, OPEN, CLOSED };

  WebSocket(Stream& stream, Crypto& crypto) : stream_(stream), crypto_(crypto) {}

  // Asks for the upgrade.
  bool begin(const std::string& host, const std::string& path);

  // Reads what there is and answers pings. True when `text` was set to a whole text message; call again, there may be more.
  bool poll(std::string& text);

  bool sendText(const std::string& text);
  // Sends in pieces of a fixed buffer: the picture stays as it is.
  bool sendBinary(const uint8_t* data, size_t size);

  void close() { state_ = State::CLOSED; }
  State state() const { return state_; }
  // The server's reason, once it has closed; 0 when it gave none or the connection broke.
  int closeStatus() const { return closeStatus_; }

 private:
  static constexpr size_t MAX_HEAD = 2048;
  static constexpr size_t MAX_MESSAGE = 1024;

  bool fill();
  void shake();
  bool frame(std::string& text);
  bool send(uint8_t opcode, const uint8_t* data, size_t size);
  bool fail();

  Stream& stream_;
  Crypto& crypto_;
  State state_ = State::SHAKING;
  std::string expectedAccept_;
  std::vector<uint8_t> in_;
  int closeStatus_ = 0;
};

std::string base64(const uint8_t* data, size_t size);

}  // namespace camkit
