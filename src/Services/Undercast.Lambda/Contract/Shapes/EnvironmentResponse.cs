using Undercast.Protocol;

namespace Undercast.Lambda;

public sealed record EnvironmentResponse
{
    [Sensitive] public IReadOnlyDictionary<string, string>? Variables { get; init; }
}
