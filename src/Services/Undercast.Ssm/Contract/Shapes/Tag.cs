using Undercast.Kernel;
using Undercast.Protocol;

namespace Undercast.Ssm;

public sealed record Tag
{
    [Length(min: 1, max: 128), Pattern(@"^([\p{L}\p{Z}\p{N}_.:/=+\-@]*)$")] public required string Key { get; init; }
    [Length(min: 0, max: 256), Pattern(@"^([\p{L}\p{Z}\p{N}_.:/=+\-@]*)$")] public required string Value { get; init; }
}
