using Undercast.Protocol;

namespace Undercast.ApiGateway;

public sealed record Resource
{
    [WireName("id")] public string? Id { get; init; }
    [WireName("parentId")] public string? ParentId { get; init; }
    [WireName("pathPart")] public string? PathPart { get; init; }
    [WireName("path")] public string? Path { get; init; }
    [WireName("resourceMethods")] public IReadOnlyDictionary<string, Method>? ResourceMethods { get; init; }
}
