using Undercast.Kernel;
using Undercast.Protocol;

namespace Undercast.Iam;

public sealed record CreateGroupInput
{
    [Length(min: 1, max: 512), Pattern(@"(\u002F)|(\u002F[\u0021-\u007E]+\u002F)")] public string? Path { get; init; }
    [Length(min: 1, max: 128), Pattern(@"[\w+=,.@-]+")] public required string GroupName { get; init; }
}

public sealed record CreateGroupOutput
{
    public required Group Group { get; init; }
}
