using Microsoft.AspNetCore.Http;

namespace Undercast.Cloud;

/// <summary>Holds a body that was read whole against the digests that its request's headers state; a service registers one when its API has such headers.</summary>
public interface IBodyDigests
{
    /// <summary>The service in credential scopes.</summary>
    string SigningName { get; }

    /// <summary>Returns when what is stated is so.</summary>
    /// <param name="method">The method.</param>
    /// <param name="query">The query, which may tell operations apart that must state a digest.</param>
    /// <param name="headers">The request's headers.</param>
    /// <param name="body">The body, without any framing.</param>
    /// <exception cref="Kernel.AwsException">It is not, in the service's words.</exception>
    void Check(string method, string query, IHeaderDictionary headers, ReadOnlySpan<byte> body);
}
