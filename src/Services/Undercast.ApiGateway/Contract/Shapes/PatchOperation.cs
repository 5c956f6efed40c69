using Undercast.Protocol;

namespace Undercast.ApiGateway;

public sealed record PatchOperation
{
    [WireName("op"), OneOf("add", "remove", "replace", "move", "copy", "test")] public string? Op { get; init; }
    [WireName("path")] public string? Path { get; init; }
    [WireName("value")] public string? Value { get; init; }
    [WireName("from")] public string? From { get; init; }
}
