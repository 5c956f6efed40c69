using Undercast.Kernel;
using Undercast.Protocol;

namespace Undercast.Iam;

public sealed record RoleLastUsed
{
    public DateTimeOffset? LastUsedDate { get; init; }
    public string? Region { get; init; }
}
