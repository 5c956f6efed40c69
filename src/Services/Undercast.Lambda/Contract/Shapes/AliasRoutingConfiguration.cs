namespace Undercast.Lambda;

public sealed record AliasRoutingConfiguration
{
    public IReadOnlyDictionary<string, double>? AdditionalVersionWeights { get; init; }
}
