using Undercast.Protocol;

namespace Undercast.ApiGateway;

public sealed record CreateResourceInput
{
    [WireName("restApiId"), HttpLabel("restapi_id")] public required string RestApiId { get; init; }
    [WireName("parentId"), HttpLabel("parent_id")] public required string ParentId { get; init; }
    [WireName("pathPart")] public required string PathPart { get; init; }
}
