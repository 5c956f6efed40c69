using Undercast.Kernel;

namespace Undercast.Protocol;

/// <summary>What readers throw at input that is not the wire's.</summary>
internal static class WireFaults
{
    public static CommonException Serialization(string message) => new(CommonError.Serialization, message);

    public static CommonException Malformed() => new(CommonError.Serialization, "The request body is not well-formed.");
}
