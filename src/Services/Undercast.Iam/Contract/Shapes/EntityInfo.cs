using Undercast.Kernel;
using Undercast.Protocol;

namespace Undercast.Iam;

public sealed record EntityInfo
{
    [Length(min: 20, max: 2048)] public required string Arn { get; init; }
    [Length(min: 1, max: 64), Pattern(@"[\w+=,.@-]+")] public required string Name { get; init; }
    [OneOf("USER", "ROLE", "GROUP")] public required string Type { get; init; }
    [Length(min: 16, max: 128), Pattern(@"[\w]+")] public required string Id { get; init; }
    [Length(min: 1, max: 512), Pattern(@"(\u002F)|(\u002F[\u0021-\u007E]+\u002F)")] public string? Path { get; init; }
}
