using Undercast.Kernel;
using Undercast.Protocol;

namespace Undercast.Iam;

public sealed record CreateAccountAliasInput
{
    [Length(min: 3, max: 63), Pattern(@"^[a-z0-9]([a-z0-9]|-(?!-)){1,61}[a-z0-9]$")] public required string AccountAlias { get; init; }
}
