/**
 * What tests of camkit and of its plugins are made of.
 *
 * <p>The author of a plugin extends a contract and has most of his tests:
 *
 * <pre>{@code
 * class MyCameraContractTest extends NetworkSourceContract {
 *     protected InetSocketAddress peer() { return camera.address(); }
 *     protected SourceSpec at(InetSocketAddress address) { return MyCamera.at(address); }
 * }
 * }</pre>
 *
 * <ul>
 *   <li>{@link io.camkit.testkit.SourceContract}, {@link io.camkit.testkit.NetworkSourceContract}, {@link
 *       io.camkit.testkit.ProcessorContract} and {@link io.camkit.testkit.SinkContract} say what a plugin owes the core.
 *   <li>{@link io.camkit.testkit.FrameLeaks} fails a test that loses a frame; {@link io.camkit.testkit.ManualClock} is time that
 *       passes when told; {@link io.camkit.testkit.TestKits} makes kits of both.
 *   <li>{@link io.camkit.testkit.FakeCamera} is moved by hand, {@link io.camkit.testkit.ScriptedSourceSpec} follows a script, {@link
 *       io.camkit.testkit.FakeCodecProvider} makes JPEGs of anything, {@link io.camkit.testkit.Frames} makes single frames.
 *   <li>{@link io.camkit.testkit.SourceProbe} runs a source without a kit; {@link io.camkit.testkit.FaultProxy} is a network that fails.
 *   <li>{@link io.camkit.testkit.peers} has real programs to talk to.
 * </ul>
 *
 * <p>It knows the API and JUnit alone. Tests that need a running kit ask {@link io.camkit.CamKit#create} for it and have {@code
 * camkit-core} on their class path.
 */
package io.camkit.testkit;
