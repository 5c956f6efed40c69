using Undercast.Edge;
using Undercast.Host.Settings;

namespace Undercast.Host.Hosting;

/// <summary>What health shows.</summary>
internal sealed class ServerStatus(ServerSettings settings, string engine, DateTimeOffset started)
{
    public ServerSettings Settings { get; } = settings;

    public string Engine { get; } = engine;

    public DateTimeOffset Started { get; } = started;

    public IReadOnlyList<string> Services { get; set; } = [];

    public EdgeServer? Edge { get; set; }
}
