using System.IO.Compression;
using Undercast.Kernel;

namespace Undercast.Protocol;

/// <summary>Bodies that clients compress.</summary>
internal static class BodyEncoding
{
    private const string Gzip = "gzip";

    /// <summary>Unpacks a body whose last encoding is gzip; what it grows to is bounded, since a few bytes can unpack to very many.</summary>
    public static void Unpack(WireRequest request, int maxBody)
    {
        if (request.Body.IsEmpty || request.IsUnpacked) return;
        var encodings = request.Headers.ContentEncoding.ToString();
        if (!encodings.AsSpan().TrimEnd().EndsWith(Gzip, StringComparison.OrdinalIgnoreCase)) return;
        request.IsUnpacked = true;
        try
        {
            using var packed = new GZipStream(new MemoryStream(request.Body.ToArray(), writable: false), CompressionMode.Decompress);
            using var plain = new MemoryStream();
            var buffer = new byte[16 * 1024];
            int read;
            while ((read = packed.Read(buffer)) > 0)
            {
                if (plain.Length + read > maxBody) throw new CommonException(CommonError.RequestTooLarge, "The request is too large.");
                plain.Write(buffer, 0, read);
            }
            request.Body = plain.ToArray();
        }
        catch (InvalidDataException)
        {
            throw WireFaults.Serialization("The request's body is not valid gzip.");
        }
    }

    /// <summary>Whether the encoding is the operation's own matter, as with stored objects.</summary>
    public static bool IsMember(OperationDescriptor operation)
    {
        foreach (var member in operation.Input.Schema.Members)
        {
            if (member.Location == MemberLocation.Header && member.LocationName!.Equals("Content-Encoding", StringComparison.OrdinalIgnoreCase)) return true;
        }
        return false;
    }
}
