// An ESP32-CAM that sends its pictures to a camkit server.
#include <Arduino.h>
#include <WiFi.h>
#include <WiFiClientSecure.h>
#include <esp_camera.h>

#include "camkit_device.h"
#include "config.h"
#include "device_io.h"

namespace {

constexpr uint32_t WIFI_DEADLINE_MILLIS = 20000, WELCOME_DEADLINE_MILLIS = 15000;
// A sensor that hangs gives no picture, after 4 s each time, until its device restarts.
constexpr int MOST_MISSING = 3;

DeviceCrypto crypto;
DeviceCamera camera;
camkit::BackOff backOff(crypto);
int missing = 0;
const camkit::Identity identity{std::string(SERVER_HOST) + ":" + std::to_string(SERVER_PORT), CAMERA, TOKEN};

bool online() {
  if (WiFi.status() == WL_CONNECTED) return true;
  WiFi.begin(WIFI_NAME, WIFI_PASSWORD);
  uint32_t began = millis();
  while (WiFi.status() != WL_CONNECTED && millis() - began < WIFI_DEADLINE_MILLIS) delay(100);
  return WiFi.status() == WL_CONNECTED;
}

// The newest picture. Its buffer goes back to the driver at once, which fills the other one meanwhile.
bool sendPicture(camkit::Device& device) {
  camera_fb_t* picture = esp_camera_fb_get();
  if (!picture) {
    if (++missing == MOST_MISSING) ESP.restart();
    return true;
  }
  missing = 0;
  bool sent = device.picture(picture->buf, picture->len);
  esp_camera_fb_return(picture);
  return sent;
}

// One conversation, until it ends.
int talk(Client& client) {
  ClientStream stream(client);
  camkit::Device device(identity, stream, crypto, camera);
  if (!client.connect(SERVER_HOST, SERVER_PORT) || !device.begin()) return 0;
  uint32_t began = millis(), due = began;
  while (true) {
    camkit::Device::State state = device.poll();
    bool late = state == camkit::Device::State::CONNECTING && millis() - began > WELCOME_DEADLINE_MILLIS;
    if (state == camkit::Device::State::CLOSED || late) break;
    if (state == camkit::Device::State::WELCOME && static_cast<int32_t>(millis() - due) >= 0) {
      backOff.connected();
      due = millis() + camera.millisPerPicture();
      if (!sendPicture(device)) break;
    }
    delay(1);
  }
  client.stop();
  return device.closeStatus();
}

}  // namespace

void setup() {
  Serial.begin(115200);
  WiFi.mode(WIFI_STA);
  WiFi.setSleep(false);
  if (!camera.begin()) {
    Serial.println("no camera, or no PSRAM: restarting in 10 s");
    delay(10000);
    ESP.restart();
  }
}

void loop() {
  int status = 0;
  if (online()) {
#if USE_TLS
    WiFiClientSecure client;
    client.setCACert(SERVER_CERTIFICATE);
#else
    WiFiClient client;
#endif
    status = talk(client);
  }
  uint32_t wait = backOff.nextMillis(status);
  Serial.printf("connection over (%d), calling again in %u ms\n", status, static_cast<unsigned>(wait));
  delay(wait);
}
