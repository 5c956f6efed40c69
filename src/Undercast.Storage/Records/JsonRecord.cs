using System.Buffers;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization.Metadata;

namespace Undercast.Storage;

/// <summary>Turns a record of version <paramref name="From"/> into one of the next version by editing its JSON.</summary>
public readonly record struct JsonUpgrade(byte From, Func<JsonObject, JsonObject> Apply);

/// <summary>Codecs for records that are not hot: a version byte, then JSON from the source generator.</summary>
public static class JsonRecord
{
    /// <summary>A codec that writes <paramref name="version"/> and reads it and every version for which there is an upgrade.</summary>
    /// <param name="info">How the record looks in JSON; asked for at the first use, since building it for every table would slow the start.</param>
    /// <param name="version">The version that is written.</param>
    /// <param name="upgrades">One for each older version that is still read.</param>
    /// <exception cref="ArgumentException">The upgrades do not lead, one version at a time, to <paramref name="version"/>.</exception>
    public static IRecordCodec<T> Codec<T>(Func<JsonTypeInfo<T>> info, byte version = 1, params JsonUpgrade[] upgrades)
        where T : class
    {
        ArgumentNullException.ThrowIfNull(info);
        ArgumentNullException.ThrowIfNull(upgrades);
        if (version == 0) throw new ArgumentException("Versions start at 1.", nameof(version));
        var chain = upgrades.OrderBy(u => u.From).ToArray();
        for (var i = 0; i < chain.Length; i++)
        {
            if (chain[i].From != version - chain.Length + i)
                throw new ArgumentException($"The upgrades of {typeof(T).Name} must lead, one version at a time, to {version}.", nameof(upgrades));
        }
        return new JsonCodec<T>(info, version, chain);
    }

    private sealed class JsonCodec<T>(Func<JsonTypeInfo<T>> info, byte version, JsonUpgrade[] chain) : IRecordCodec<T>
        where T : class
    {
        private JsonTypeInfo<T>? _info;

        [ThreadStatic]
        private static Utf8JsonWriter? _writer;

        private JsonTypeInfo<T> Info => _info ??= info();

        public void Write(T record, IBufferWriter<byte> output)
        {
            output.GetSpan(1)[0] = version;
            output.Advance(1);
            var writer = _writer ?? new Utf8JsonWriter(output, new JsonWriterOptions { SkipValidation = true });
            _writer = null;
            writer.Reset(output);
            JsonSerializer.Serialize(writer, record, Info);
            writer.Flush();
            writer.Reset();
            _writer = writer;
        }

        public T Read(ReadOnlyMemory<byte> stored)
        {
            if (stored.IsEmpty) throw new StoreCorruptException($"A stored {typeof(T).Name} is empty.");
            var found = stored.Span[0];
            try
            {
                if (found == version)
                    return JsonSerializer.Deserialize(stored.Span[1..], Info) ?? throw new StoreCorruptException($"A stored {typeof(T).Name} is null.");
                if (found > version || found < version - chain.Length)
                {
                    throw new StoreCorruptException(
                        $"A stored {typeof(T).Name} has version {found}; this program reads {version - chain.Length} to {version}.");
                }
                var node = JsonNode.Parse(stored.Span[1..]) as JsonObject
                    ?? throw new StoreCorruptException($"A stored {typeof(T).Name} is not a JSON object.");
                for (var i = chain.Length - (version - found); i < chain.Length; i++) node = chain[i].Apply(node);
                return node.Deserialize(Info) ?? throw new StoreCorruptException($"A stored {typeof(T).Name} is null.");
            }
            catch (JsonException e)
            {
                throw new StoreCorruptException($"A stored {typeof(T).Name} of version {found} cannot be read: {e.Message}", e);
            }
        }
    }
}
