using Undercast.Protocol;

namespace Undercast.ApiGateway;

public sealed record UpdateAccountInput
{
    [WireName("patchOperations")] public IReadOnlyList<PatchOperation>? PatchOperations { get; init; }
}
