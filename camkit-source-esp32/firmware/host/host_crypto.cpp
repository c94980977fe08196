#include "host_crypto.h"

#include <cstdio>
#include <cstdlib>
#include <vector>

namespace {

uint32_t left(uint32_t x, int n) { return x << n | x >> (32 - n); }
uint32_t right(uint32_t x, int n) { return x >> n | x << (32 - n); }

// The message with its padding (FIPS 180-4, section 5.1.1).
std::vector<uint8_t> padded(const uint8_t* data, size_t size) {
  std::vector<uint8_t> message(data, data + size);
  message.push_back(0x80);
  while (message.size() % 64 != 56) message.push_back(0);
  for (int shift = 56; shift >= 0; shift -= 8) message.push_back(static_cast<uint64_t>(size) * 8 >> shift);
  return message;
}

uint32_t word(const std::vector<uint8_t>& message, size_t at) {
  return message[at] << 24 | message[at + 1] << 16 | message[at + 2] << 8 | message[at + 3];
}

template <size_t N>
std::array<uint8_t, N> bytes(const uint32_t* words) {
  std::array<uint8_t, N> out;
  for (size_t i = 0; i < N; i++) out[i] = words[i / 4] >> (24 - 8 * (i % 4));
  return out;
}

const uint32_t K[64] = {
    0x428a2f98, 0x71374491, 0xb5c0fbcf, 0xe9b5dba5, 0x3956c25b, 0x59f111f1, 0x923f82a4, 0xab1c5ed5, 0xd807aa98, 0x12835b01, 0x243185be,
    0x550c7dc3, 0x72be5d74, 0x80deb1fe, 0x9bdc06a7, 0xc19bf174, 0xe49b69c1, 0xefbe4786, 0x0fc19dc6, 0x240ca1cc, 0x2de92c6f, 0x4a7484aa,
    0x5cb0a9dc, 0x76f988da, 0x983e5152, 0xa831c66d, 0xb00327c8, 0xbf597fc7, 0xc6e00bf3, 0xd5a79147, 0x06ca6351, 0x14292967, 0x27b70a85,
    0x2e1b2138, 0x4d2c6dfc, 0x53380d13, 0x650a7354, 0x766a0abb, 0x81c2c92e, 0x92722c85, 0xa2bfe8a1, 0xa81a664b, 0xc24b8b70, 0xc76c51a3,
    0xd192e819, 0xd6990624, 0xf40e3585, 0x106aa070, 0x19a4c116, 0x1e376c08, 0x2748774c, 0x34b0bcb5, 0x391c0cb3, 0x4ed8aa4a, 0x5b9cca4f,
    0x682e6ff3, 0x748f82ee, 0x78a5636f, 0x84c87814, 0x8cc70208, 0x90befffa, 0xa4506ceb, 0xbef9a3f7, 0xc67178f2};

}  // namespace

// FIPS 180-4, section 6.1.
camkit::Bytes20 HostCrypto::sha1(const uint8_t* data, size_t size) {
  uint32_t h[5] = {0x67452301, 0xefcdab89, 0x98badcfe, 0x10325476, 0xc3d2e1f0};
  auto message = padded(data, size);
  for (size_t block = 0; block < message.size(); block += 64) {
    uint32_t w[80];
    for (int t = 0; t < 16; t++) w[t] = word(message, block + 4 * t);
    for (int t = 16; t < 80; t++) w[t] = left(w[t - 3] ^ w[t - 8] ^ w[t - 14] ^ w[t - 16], 1);
    uint32_t a = h[0], b = h[1], c = h[2], d = h[3], e = h[4];
    for (int t = 0; t < 80; t++) {
      uint32_t f = t < 20 ? (b & c) | (~b & d) : t < 40 ? b ^ c ^ d : t < 60 ? (b & c) | (b & d) | (c & d) : b ^ c ^ d;
      uint32_t k = t < 20 ? 0x5a827999 : t < 40 ? 0x6ed9eba1 : t < 60 ? 0x8f1bbcdc : 0xca62c1d6;
      uint32_t next = left(a, 5) + f + e + k + w[t];
      e = d, d = c, c = left(b, 30), b = a, a = next;
    }
    h[0] += a, h[1] += b, h[2] += c, h[3] += d, h[4] += e;
  }
  return bytes<20>(h);
}

// FIPS 180-4, section 6.2.
camkit::Bytes32 HostCrypto::sha256(const uint8_t* data, size_t size) {
  uint32_t h[8] = {0x6a09e667, 0xbb67ae85, 0x3c6ef372, 0xa54ff53a, 0x510e527f, 0x9b05688c, 0x1f83d9ab, 0x5be0cd19};
  auto message = padded(data, size);
  for (size_t block = 0; block < message.size(); block += 64) {
    uint32_t w[64], v[8];
    for (int t = 0; t < 16; t++) w[t] = word(message, block + 4 * t);
    for (int t = 16; t < 64; t++) {
      uint32_t s0 = right(w[t - 15], 7) ^ right(w[t - 15], 18) ^ w[t - 15] >> 3;
      uint32_t s1 = right(w[t - 2], 17) ^ right(w[t - 2], 19) ^ w[t - 2] >> 10;
      w[t] = w[t - 16] + s0 + w[t - 7] + s1;
    }
    for (int i = 0; i < 8; i++) v[i] = h[i];
    for (int t = 0; t < 64; t++) {
      uint32_t s1 = right(v[4], 6) ^ right(v[4], 11) ^ right(v[4], 25);
      uint32_t one = v[7] + s1 + ((v[4] & v[5]) ^ (~v[4] & v[6])) + K[t] + w[t];
      uint32_t s0 = right(v[0], 2) ^ right(v[0], 13) ^ right(v[0], 22);
      uint32_t two = s0 + ((v[0] & v[1]) ^ (v[0] & v[2]) ^ (v[1] & v[2]));
      for (int i = 7; i > 0; i--) v[i] = v[i - 1];
      v[4] += one;
      v[0] = one + two;
    }
    for (int i = 0; i < 8; i++) h[i] += v[i];
  }
  return bytes<32>(h);
}

// RFC 2104.
camkit::Bytes32 HostCrypto::hmacSha256(const camkit::Bytes32& key, const uint8_t* data, size_t size) {
  std::vector<uint8_t> inner(64, 0x36), outer(64, 0x5c);
  for (size_t i = 0; i < key.size(); i++) inner[i] ^= key[i], outer[i] ^= key[i];
  inner.insert(inner.end(), data, data + size);
  auto digest = sha256(inner.data(), inner.size());
  outer.insert(outer.end(), digest.begin(), digest.end());
  return sha256(outer.data(), outer.size());
}

void HostCrypto::random(uint8_t* data, size_t size) {
  std::FILE* source = std::fopen("/dev/urandom", "rb");
  if (!source || std::fread(data, 1, size, source) != size) std::abort();
  std::fclose(source);
}
