// A device's conversation with a camkit server: login, pictures, commands. See docs/esp32.md for what is said.
#pragma once

#include <string>

#include "camkit_io.h"
#include "camkit_websocket.h"

namespace camkit {

struct Identity {
  std::string host;    // as it stands in the request, with its port
  std::string camera;  // the camera's id
  std::string token;   // 64 hexadecimal digits
};

class Device {
 public:
  enum class State { CONNECTING, WELCOME, CLOSED };

  Device(const Identity& identity, Stream& stream, Crypto& crypto, Camera& camera)
      : identity_(identity), crypto_(crypto), camera_(camera), socket_(stream, crypto) {}

  bool begin() { return socket_.begin(identity_.host, "/ingest/" + identity_.camera); }

  // Reads and answers what has come. Called often.
  State poll();

  // One JPEG. False when there was no room for it in this world: not welcome yet, too large, or the connection is over.
  bool picture(const uint8_t* jpeg, size_t size);

  int closeStatus() const { return socket_.closeStatus(); }

 private:
  void heard(const std::string& message);
  void login(const std::string& nonce);
  void obey(const std::string& message);

  Identity identity_;
  Crypto& crypto_;
  Camera& camera_;
  WebSocket socket_;
  bool welcome_ = false;
  size_t maxBytes_ = 0;
};

// SCRAM's client proof (RFC 5802, section 3): token XOR HMAC-SHA256(SHA-256(token), challenge), in hexadecimal digits. Empty when the
// token is none.
std::string proof(Crypto& crypto, const std::string& token, const std::string& camera, const std::string& nonce);

// How long to wait before the next call: longer after each that failed, longest when the server said that calling soon is no use, and
// never the same for two devices.
class BackOff {
 public:
  explicit BackOff(Crypto& crypto) : crypto_(crypto) {}
  void connected() { failures_ = 0; }
  uint32_t nextMillis(int closeStatus);

 private:
  Crypto& crypto_;
  int failures_ = 0;
};

}  // namespace camkit
