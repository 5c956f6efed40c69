using Undercast.Protocol;

namespace Undercast.Edge;

/// <summary>The claim step as the flow sees it.</summary>
internal interface IWireGate
{
    /// <summary>Tells by the head which API, wire and operation a request is for; null when it is no AWS request at all. Never throws.</summary>
    Claim? Claim(WireRequest head, string? signingName);
}

internal sealed class WireGate(Claimer claimer) : IWireGate
{
    public Claim? Claim(WireRequest head, string? signingName) => claimer.Claim(head, signingName);
}
