using Undercast.Protocol;

namespace Undercast.Lambda;

public sealed record Environment
{
    [Sensitive] public IReadOnlyDictionary<string, string>? Variables { get; init; }
}
