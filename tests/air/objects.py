"""The tree of objects that BlueZ shows of an adapter and of a device, as dictionaries."""

from __future__ import annotations

from drivers.virtual.playing import Playing
from tests.air.dbus import Variant

Interfaces = dict[str, dict[str, Variant]]

ADAPTER, DEVICE = "org.bluez.Adapter1", "org.bluez.Device1"
SERVICE, CHARACTERISTIC = "org.bluez.GattService1", "org.bluez.GattCharacteristic1"
ADAPTER_PATH = "/org/bluez/hci0"
RSSI_DBM = -50


def adapter(powered: bool) -> Interfaces:
    """The adapter's interfaces."""
    return {
        ADAPTER: {
            "Address": Variant("s", "00:00:5E:00:53:00"),
            "Powered": Variant("b", powered),
            "Roles": Variant("as", ["central", "peripheral"]),
        }
    }


def device_path(one: Playing) -> str:
    """Where a device is in the tree."""
    return f"{ADAPTER_PATH}/dev_{one.address.replace(':', '_')}"


def device(one: Playing) -> Interfaces:
    """A device as it is known by its advertisement."""
    said = one.device.manufacturer
    properties = {
        "Address": Variant("s", one.address),
        "Name": Variant("s", one.name),
        "Alias": Variant("s", one.name),
        "Adapter": Variant("o", ADAPTER_PATH),
        "UUIDs": Variant("as", list(one.device.advertised)),
        "ManufacturerData": Variant("a{qv}", {number: Variant("ay", data) for number, data in said.items()}),
        "Paired": Variant("b", False),
        "Connected": Variant("b", False),
        "ServicesResolved": Variant("b", False),
        "RSSI": Variant("n", RSSI_DBM),
    }
    return {DEVICE: properties}


def services(one: Playing) -> dict[str, Interfaces]:
    """What connecting shows: services and characteristics by path."""
    tree: dict[str, Interfaces] = {}
    handle = 0x0A
    for uuid, characteristics in one.device.layout.items():
        service = f"{device_path(one)}/service{handle:04x}"
        tree[service] = {
            SERVICE: {
                "UUID": Variant("s", uuid),
                "Primary": Variant("b", True),
                "Device": Variant("o", device_path(one)),
            }
        }
        for characteristic, flags in characteristics.items():
            handle += 2
            properties = {
                "UUID": Variant("s", characteristic),
                "Service": Variant("o", service),
                "Flags": Variant("as", list(flags)),
                "MTU": Variant("q", one.device.mtu),
            }
            if {"notify", "indicate"} & set(flags):  # BlueZ shows these two only there
                properties |= {"Notifying": Variant("b", False), "NotifyAcquired": Variant("b", False)}
            tree[f"{service}/char{handle:04x}"] = {CHARACTERISTIC: properties}
        handle += 0x10
    return tree
