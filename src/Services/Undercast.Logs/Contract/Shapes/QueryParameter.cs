using Undercast.Kernel;
using Undercast.Protocol;

namespace Undercast.Logs;

public sealed record QueryParameter
{
    [WireName("name"), Length(min: 1, max: 128), Pattern(@"^[a-zA-Z_][a-zA-Z0-9_]*")] public required string Name { get; init; }
    [WireName("defaultValue"), Length(max: 1024)] public string? DefaultValue { get; init; }
    [WireName("description"), Length(max: 512)] public string? Description { get; init; }
}
