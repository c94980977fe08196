// What the protocol needs of the world. The device has it from Wi-Fi, TLS and mbedtls, the test on a host from POSIX.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>

namespace camkit {

using Bytes32 = std::array<uint8_t, 32>;
using Bytes20 = std::array<uint8_t, 20>;

class Crypto {
 public:
  virtual ~Crypto() = default;
  virtual Bytes20 sha1(const uint8_t* data, size_t size) = 0;
  virtual Bytes32 sha256(const uint8_t* data, size_t size) = 0;
  virtual Bytes32 hmacSha256(const Bytes32& key, const uint8_t* data, size_t size) = 0;
  virtual void random(uint8_t* data, size_t size) = 0;
};

// One connection, with TLS or without.
class Stream {
 public:
  virtual ~Stream() = default;
  // Bytes read, 0 when there are none at the moment, -1 when the connection is over.
  virtual int read(uint8_t* data, size_t size) = 0;
  // Sends everything, or says false: the connection is over.
  virtual bool write(const uint8_t* data, size_t size) = 0;
};

// What a camera is told to do. Each says whether it could; `why` is for a person.
class Camera {
 public:
  virtual ~Camera() = default;
  virtual bool frameSize(int width, int height, const char*& why) = 0;
  virtual bool quality(int percent, const char*& why) = 0;
  virtual bool framesPerSecond(double rate, const char*& why) = 0;
  virtual bool lamp(int percent, const char*& why) = 0;
  // Called after the answer has been sent.
  virtual void restart() = 0;
};

}  // namespace camkit
