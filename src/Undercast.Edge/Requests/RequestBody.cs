using System.Buffers;
using Microsoft.AspNetCore.Http;
using Undercast.Kernel;

namespace Undercast.Edge;

/// <summary>Reads a whole body within its bound.</summary>
internal static class RequestBody
{
    /// <summary>Whether the head promises a body.</summary>
    public static bool IsExpected(HttpRequest request) =>
        request.ContentLength is > 0 || (request.ContentLength is null && request.HttpContext.Features.Get<Microsoft.AspNetCore.Http.Features.IHttpRequestBodyDetectionFeature>()?.CanHaveBody == true);

    /// <summary>Refuses a body that its head already says is too large.</summary>
    public static void CheckLength(long? length, int most)
    {
        if (length > most) throw TooLarge(most);
    }

    /// <summary>The whole body. The array is the caller's to keep: inputs hold slices of it.</summary>
    public static async ValueTask<ReadOnlyMemory<byte>> ReadAsync(Stream body, long? length, int most, CancellationToken ct)
    {
        CheckLength(length, most);
        if (length == 0) return default;
        return length is { } known ? await ReadKnownAsync(body, (int)known, ct) : await ReadUnknownAsync(body, most, ct);
    }

    private static async ValueTask<ReadOnlyMemory<byte>> ReadKnownAsync(Stream body, int length, CancellationToken ct)
    {
        var bytes = GC.AllocateUninitializedArray<byte>(length);
        await body.ReadExactlyAsync(bytes, ct);
        return bytes;
    }

    private static async ValueTask<ReadOnlyMemory<byte>> ReadUnknownAsync(Stream body, int most, CancellationToken ct)
    {
        var buffer = ArrayPool<byte>.Shared.Rent(16 * 1024);
        try
        {
            var length = 0;
            while (true)
            {
                if (length == buffer.Length)
                {
                    var larger = ArrayPool<byte>.Shared.Rent(buffer.Length * 2);
                    buffer.AsSpan(0, length).CopyTo(larger);
                    ArrayPool<byte>.Shared.Return(buffer);
                    buffer = larger;
                }
                // One byte more than allowed is enough to know.
                var room = (int)Math.Min(buffer.Length - length, (long)most + 1 - length);
                var read = await body.ReadAsync(buffer.AsMemory(length, room), ct);
                if (read == 0) return buffer.AsSpan(0, length).ToArray();
                length += read;
                if (length > most) throw TooLarge(most);
            }
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(buffer);
        }
    }

    private static CommonException TooLarge(int most) => new(CommonError.RequestTooLarge, $"Request size exceeded {most} bytes");
}
